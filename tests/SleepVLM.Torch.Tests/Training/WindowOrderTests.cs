using SleepVLM.Torch.Training;

namespace SleepVLM.Torch.Tests.Training;

public sealed class WindowOrderTests
{
    [Fact]
    public void PlaceOf_EachNight_GivesEachStretchOnce()
    {
        var order = new WindowOrder(1, slots: 3, stretchesPerNight: 10, stretchLength: 2);
        var places = Enumerable.Range(0, 300).Select(draw => order.PlaceOf(draw)).ToArray();
        Assert.All(places.Where(place => place.Night is >= 3 and < 24).GroupBy(place => place.Night), night =>
            Assert.Equal(Enumerable.Range(0, 10), night.Select(place => place.Turn)));
        var targets = Enumerable.Range(0, 10).Select(turn => order.TargetsOf(new StretchPlace(5, turn), 21)).ToArray();
        Assert.Equal(10, targets.Select(range => range.Start.Value).Distinct().Count());
        Assert.All(targets, range => Assert.Equal(2, range.End.Value - range.Start.Value));
    }

    [Fact]
    public void NightsFrom_AnyDraw_NamesNightsInTheOrderOfTheirNeed()
    {
        var order = new WindowOrder(1, slots: 4, stretchesPerNight: 7, stretchLength: 3);
        foreach (var start in new long[] { 0, 5, 23, 111 })
        {
            var needed = Enumerable.Range(0, 200).Select(i => order.PlaceOf(start + i).Night).Distinct().ToArray();
            Assert.Equal(needed, order.NightsFrom(start).Take(needed.Length));
        }
    }

    [Fact]
    public void EndOf_EveryNight_IsBehindItsLastDraw()
    {
        var order = new WindowOrder(1, slots: 3, stretchesPerNight: 5, stretchLength: 1);
        var draws = Enumerable.Range(0, 200).GroupBy(draw => order.PlaceOf(draw).Night).ToDictionary(night => night.Key, night => night.Max());
        foreach (var (night, last) in draws.Where(entry => entry.Value < 180)) Assert.Equal(last + order.Slots, order.EndOf(night));
    }

    [Fact]
    public void SourceIndexOf_Cohort_EveryPassHasEveryNightInItsOwnOrder()
    {
        var order = new WindowOrder(7, slots: 2, stretchesPerNight: 5, stretchLength: 1);
        var passes = Enumerable.Range(0, 4).Select(pass => Enumerable.Range(0, 9).Select(i => order.SourceIndexOf(pass * 9 + i, 9)).ToArray()).ToArray();
        Assert.All(passes, pass => Assert.Equal(Enumerable.Range(0, 9), pass.Order()));
        Assert.NotEqual(passes[0], passes[1]);
        Assert.Equal(12_345, order.SourceIndexOf(12_345, null));
    }
}
