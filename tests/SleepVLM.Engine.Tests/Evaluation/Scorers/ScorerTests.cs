using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Engine.Evaluation.Scorers;
using SleepVLM.Engine.Tests.Evaluation.Judging;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Evaluation.Scorers;

public sealed class ScorerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static ScorerPanel Panel(params string[] stages) =>
        new("night", [.. stages.Select((letters, i) => ($"s{i + 1}", Judged.Staging(letters).ToHypnogram()))]);

    private static string Letters(Hypnogram hypnogram) => string.Concat(hypnogram.ToStages().Select(stage => stage is { } known ? $"{known}"[^1] : '?'));

    [Theory]
    [InlineData("WW2", "W12", "112", "W12")]
    [InlineData("??W", "??1", "W11", "??1")]
    [InlineData("W22", "W2", "W2", "W2?")]
    public void Consensus_ThreeScorers_IsWhatMostSay(string first, string second, string third, string consensus) =>
        Assert.Equal(consensus, Letters(Panel(first, second, third).Consensus()));

    /// <summary>In the last epoch two votes stand against two; the second pair was followed more before.</summary>
    [Fact]
    public void Consensus_Tie_GoesToTheScorerWhomOthersFollowMost() => Assert.Equal("2222R", Letters(Panel("3332W", "1132W", "2222R", "2222R").Consensus()));

    [Fact]
    public void ConsensusWithout_OneOfThree_IsThatOfTheOthers()
    {
        Assert.Equal("12", Letters(Panel("WW", "12", "12").ConsensusWithout("s1")));
        Assert.Throws<ArgumentException>(() => Panel("WW").ConsensusWithout("s1"));
    }

    /// <summary>The worked example of Fleiss' kappa: 14 raters, 10 subjects, 5 categories, kappa 0.210.</summary>
    [Fact]
    public void Fleiss_WorkedExample_Is021()
    {
        int[][] counts =
        [
            [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
            [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
        ];
        var epochs = counts.Select(row => string.Concat(row.Select((count, stage) => new string("W123R"[stage], count)))).ToList();
        var raters = Enumerable.Range(0, 14).Select(rater => string.Concat(epochs.Select(epoch => epoch[rater]))).ToArray();
        Assert.Equal(0.210, FleissKappa.Of(Panel(raters))!.Value, 3);
    }

    [Fact]
    public void Fleiss_OneScorerOrOneStage_IsNotDefined()
    {
        Assert.Null(FleissKappa.Of(Panel("W12")));
        Assert.Null(FleissKappa.Of(Panel("WWW", "WWW")));
        Assert.Null(FleissKappa.Of(Panel("???", "WWW")));
        Assert.Equal(1, FleissKappa.Of(Panel("W12?", "W12R")));
    }

    [Fact]
    public void Read_FileAndNight_FindsTheNight()
    {
        File.WriteAllText(_folder.File("s.json"), """{"b": {"n1": [0, 4, -1], "n2": [0]}, "a": {"n1": [0, 1, 2]}}""");
        Assert.Equal(["n1", "n2"], ScorerFile.Read(_folder.File("s.json")).Select(panel => panel.Night));
        var panel = ScorerFile.TryRead(_folder.File("s.json#n1"))!;
        Assert.Equal([("a", "W12"), ("b", "WR?")], panel.Scorings.Select(one => (one.Scorer, Letters(one.Hypnogram))));
        Assert.Null(ScorerFile.TryRead(_folder.File("s.json")));
        Assert.Contains("its nights are n1, n2", Assert.Throws<HypnogramFormatException>(() => ScorerFile.TryRead(_folder.File("s.json#n3"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1, 2]")]
    [InlineData("{}")]
    [InlineData("""{"a": {"n": [7]}}""")]
    [InlineData("""{"a": {"n": """)]
    [InlineData("""{"a": null}""")]
    [InlineData("""{"a": {"n": null}}""")]
    public void Read_SomethingElse_SaysWhatItShouldBe(string json)
    {
        File.WriteAllText(_folder.File("s.json"), json);
        Assert.Throws<HypnogramFormatException>(() => ScorerFile.Read(_folder.File("s.json")));
    }

    /// <summary>Figures computed apart, in another language, from the same files.</summary>
    [SharedTheory("data/dod-hypnograms")]
    [InlineData("dodh", 25, 0.7004513229359681, 0.6963032303591135, new[] { 0.7482, 0.7696, 0.7877, 0.6902, 0.7885 })]
    [InlineData("dodo", 55, 0.6651365371808584, 0.6618287034380785, new[] { 0.7020, 0.6959, 0.6936, 0.6999, 0.7439 })]
    public void Figures_FiveScorers_MatchIndependentCalculation(string name, int nights, double pairs, double fleiss, double[] scorers)
    {
        var figures = ScorerFigures.Of(ScorerFile.Read(SharedFolder.PathOf($"data/dod-hypnograms/{name}.json")), 1);
        Assert.Equal(nights, figures.Nights);
        Assert.Equal(pairs, figures.Pairs!.Value, 9);
        Assert.Equal(fleiss, figures.Fleiss!.Value, 12);
        Assert.Equal(scorers, figures.Scorers.Select(scorer => Math.Round(scorer.Kappa!.Value, 4)));
        Assert.InRange(figures.Pairs.Value, figures.PairsInterval!.Value.Low, figures.PairsInterval.Value.High);
    }

    public void Dispose() => _folder.Dispose();
}
