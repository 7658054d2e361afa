using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Evaluation;

public sealed class SleepStatisticsTests
{
    private static readonly SleepStage?[] Short =
    [
        SleepStage.W, SleepStage.W, SleepStage.N1, SleepStage.W, .. Enumerable.Repeat<SleepStage?>(SleepStage.N2, 22), null,
        SleepStage.N3, SleepStage.N3, SleepStage.N1, SleepStage.W, SleepStage.W,
    ];

    private static double? Value(IReadOnlyList<SleepStage?> stages, string name) => SleepStatistics.Compute(stages).Single(s => s.Name == name).Value;

    [Theory]
    [InlineData("TIB", 16)]
    [InlineData("SPT", 14)]
    [InlineData("TST", 13)]
    [InlineData("SE", 100 * 26 / 32.0)]
    [InlineData("SME", 100 * 26 / 28.0)]
    [InlineData("SOL", 1)]
    [InlineData("LPS", 2)]
    [InlineData("WASO", 1.5)]
    [InlineData("WASO in SPT", 0.5)]
    [InlineData("awakenings", 1)]
    [InlineData("stage shifts", 3)]
    [InlineData("SFI", 2 / (13 / 60.0))]
    [InlineData("longest sleep", 11)]
    [InlineData("N3 latency", 13.5)]
    [InlineData("N3 latency from sleep onset", 12.5)]
    [InlineData("N1 latency from sleep onset", 0)]
    [InlineData("W", 2.5)]
    [InlineData("N2", 11)]
    [InlineData("R", 0)]
    [InlineData("N2 of TST", 100 * 22 / 26.0)]
    [InlineData("N2 of SPT", 100 * 22 / 28.0)]
    [InlineData("R of TST", 0)]
    [InlineData("unscored", 0.5)]
    public void Compute_ShortNight_MatchesHandCalculation(string name, double expected) => Assert.Equal(expected, Value(Short, name)!.Value, 9);

    [Theory]
    [InlineData("R latency")]
    [InlineData("R latency from sleep onset")]
    public void Compute_StageThatNeverCame_HasNoLatency(string name) => Assert.Null(Value(Short, name));

    [Fact]
    public void Compute_NightWithoutSleep_IsNotApplicableRatherThanZero()
    {
        SleepStage?[] awake = [SleepStage.W, SleepStage.W, null];
        foreach (var name in new[] { "SPT", "SOL", "LPS", "WASO", "WASO in SPT", "SME", "awakenings", "stage shifts", "SFI", "longest sleep", "N2 of TST", "N1 latency" })
            Assert.Null(Value(awake, name));
        Assert.Equal(0, Value(awake, "TST"));
        Assert.Equal(0, Value(awake, "SE"));
    }

    [Fact]
    public void Compute_AnyNight_NeverFailsAndNeverGivesNaN()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var night = 0; night < 500; night++)
        {
            var kinds = random.Next(1, 7);
            var stages = Enumerable.Range(0, random.Next(0, 60)).Select(_ => random.Next(kinds) is var k and < 5 ? (SleepStage?)k : null).ToList();
            foreach (var statistic in SleepStatistics.Compute(stages))
                Assert.True(statistic.Value is not { } value || (double.IsFinite(value) && value >= 0), $"seed {seed}: {statistic.Name} is {statistic.Value}");
        }
    }

    [SharedTheory("data/yasa-snippets/data_full_6hrs_100Hz_hypno_30s.txt")]
    [InlineData("TIB", 360)]
    [InlineData("SPT", 354.5)]
    [InlineData("TST", 338.5)]
    [InlineData("SE", 94.02777777777777)]
    [InlineData("WASO", 16)]
    [InlineData("LPS", 20.5)]
    [InlineData("awakenings", 11)]
    [InlineData("stage shifts", 47)]
    [InlineData("SFI", 2.658788774002954)]
    [InlineData("R latency", 69)]
    public void Compute_RealNight_MatchesIndependentCalculation(string name, double expected)
    {
        var hypnogram = HypnogramReader.Read(SharedFolder.PathOf("data/yasa-snippets/data_full_6hrs_100Hz_hypno_30s.txt"));
        Assert.Contains(hypnogram.Notes, note => note.Contains("4 was read as REM"));
        Assert.Equal(expected, Value(hypnogram.ToStages(), name)!.Value, 9);
    }
}
