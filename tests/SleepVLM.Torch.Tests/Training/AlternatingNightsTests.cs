using SleepVLM.Torch.Training;

namespace SleepVLM.Torch.Tests.Training;

public sealed class AlternatingNightsTests
{
    private sealed record Named(string Name, int? Count, int UsualWindows) : INightSource
    {
        public List<int> Asked { get; } = [];

        public string Identity => Name;

        public TrainingNight Create(int index, CancellationToken cancellationToken)
        {
            Asked.Add(index);
            throw new OperationCanceledException(); // which night was asked for is all that matters here
        }
    }

    [Fact]
    public void Create_TwoSources_AsksEachInTurnAndBeginsTheShorterOneAnew()
    {
        var (endless, pair) = (new Named("endless", null, 60), new Named("pair", 2, 261));
        var both = new AlternatingNights(endless, pair);
        for (var i = 0; i < 7; i++) Assert.Throws<OperationCanceledException>(() => both.Create(i, default));
        Assert.Equal([0, 1, 2, 3], endless.Asked);
        Assert.Equal([0, 1, 0], pair.Asked);
    }

    [Fact]
    public void UsualWindows_NightsOfUnequalLength_AreTheShorterOnes() =>
        Assert.Equal(60, new AlternatingNights(new Named("short", null, 60), new Named("long", 22, 261)).UsualWindows);
}
