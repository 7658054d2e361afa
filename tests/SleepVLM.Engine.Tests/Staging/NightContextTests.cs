using SleepVLM.Contracts;
using SleepVLM.Engine.Staging;

namespace SleepVLM.Engine.Tests.Staging;

public sealed class NightContextTests
{
    private static readonly Hypnodensity SureN2 = new(0.01f, 0.02f, 0.94f, 0.02f, 0.01f);
    private static readonly SleepStage[] Stages = Enum.GetValues<SleepStage>();

    [Fact]
    public void Weigh_DoubtfulWindowAmongSureNeighbours_FollowsTheNeighbours()
    {
        var night = Enumerable.Repeat<Hypnodensity?>(SureN2, 21).ToArray();
        night[10] = new Hypnodensity(0.05f, 0.05f, 0.42f, 0.03f, 0.45f);
        Assert.Equal(SleepStage.N2, Likeliest(NightContext.Weigh(night)[10]));
    }

    [Fact]
    public void Weigh_SureWindow_IsNotOverruled()
    {
        var night = Enumerable.Repeat<Hypnodensity?>(SureN2, 21).ToArray();
        night[10] = new Hypnodensity(0.99999f, 0.00001f, 0, 0, 0);
        Assert.Equal(SleepStage.W, Likeliest(NightContext.Weigh(night)[10]));
    }

    [Fact]
    public void Weigh_EpochWithoutWindow_TakesAfterBothSides()
    {
        var weighed = NightContext.Weigh([SureN2, SureN2, null, SureN2, SureN2]);
        Assert.Equal(5, weighed.Length);
        Assert.True(weighed[2].N2 > 0.8, $"{weighed[2]}");
    }

    [Fact]
    public void Weigh_LongNight_SumsToOneEverywhere()
    {
        var random = new Random(4);
        var night = Enumerable.Range(0, 3000).Select(_ => (Hypnodensity?)Random(random)).ToArray();
        Assert.All(NightContext.Weigh(night), density => Assert.Equal(1, Stages.Sum(stage => density[stage]), 1e-4));
    }

    [Fact]
    public void Weigh_EpochsBehindThatSayNothing_ChangeNothing()
    {
        var random = new Random(9);
        Hypnodensity?[] night = [Random(random), Random(random), Random(random)];
        var (three, four) = (NightContext.Weigh(night), NightContext.Weigh([.. night, null]));
        for (var t = 0; t < 3; t++) Assert.All(Stages, stage => Assert.Equal(three[t][stage], four[t][stage], 1e-3));
    }

    private static SleepStage Likeliest(Hypnodensity density) => Stages.MaxBy(stage => density[stage]);

    private static Hypnodensity Random(Random random)
    {
        var values = Stages.Select(_ => random.NextDouble() * random.NextDouble()).ToArray();
        return Hypnodensity.FromValues([.. values.Select(value => (float)(value / values.Sum()))]);
    }
}
