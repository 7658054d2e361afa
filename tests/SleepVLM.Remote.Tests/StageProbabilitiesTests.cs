using System.Text;
using SleepVLM.Contracts;
using SleepVLM.Remote.Answers;
using SleepVLM.Remote.Protocol;

namespace SleepVLM.Remote.Tests;

/// <summary>Tokenizers cut the stage in many ways; the probabilities must come out alike.</summary>
public sealed class StageProbabilitiesTests
{
    [Fact]
    public void Of_StageInOneToken_IsItsShareAmongTheStages()
    {
        var read = Of(SleepStage.N2, Plain("{\"sleep_stage\": \""), Token("N2", 0.5, ("N1", 0.2), ("R", 0.1), ("n", 0.0), ("the", 0.2)), Plain("\"}"));
        AssertShares(read, w: 0, n1: 0.25, n2: 0.625, n3: 0, r: 0.125);
        Assert.Equal(0, read!.Spread);
    }

    [Fact]
    public void Of_QuoteInTheSameToken_IsSeenThrough()
    {
        var read = Of(SleepStage.R, Plain("{\"sleep_stage\":"), Token(" \"R", 0.7, (" \"W", 0.2), ("\"N1", 0.1)), Plain("\"}"));
        // Without the blank it would not have been this place.
        AssertShares(read, w: 0.2 / 0.9, n1: 0, n2: 0, n3: 0, r: 0.7 / 0.9);
    }

    [Fact]
    public void Of_ClosingQuoteInTheSameToken_EndsTheStage()
    {
        var read = Of(SleepStage.N3, Plain("{\"sleep_stage\": \""), Token("N", 0.8, ("W\"", 0.2)), Token("3\"}", 0.75, ("2\"}", 0.25)));
        AssertShares(read, w: 0.2, n1: 0, n2: 0.2, n3: 0.6, r: 0);
    }

    [Fact]
    public void Of_PathNotTaken_IsSpreadAndSaid()
    {
        var read = Of(SleepStage.W, Plain("{\"sleep_stage\": \""), Token("W", 0.7, ("N", 0.3)), Plain("\"}"));
        AssertShares(read, w: 0.7, n1: 0.1, n2: 0.1, n3: 0.1, r: 0);
        Assert.Equal(0.3, read!.Spread, 1e-6);
    }

    [Fact]
    public void Of_KeyInTheProse_ReadsTheLast()
    {
        var read = Of(SleepStage.N1, Plain("{\"reasoning_text\": \"\\\"sleep_stage\\\": é\", \"sleep_stage\": \""), Token("N1", 0.9, ("W", 0.1)), Plain("\"}"));
        AssertShares(read, w: 0.1, n1: 0.9, n2: 0, n3: 0, r: 0);
    }

    [Fact]
    public void Of_TokensOfAnotherStageOrNone_IsUnknown()
    {
        Assert.Null(Of(SleepStage.W, Plain("{\"sleep_stage\": \""), Token("N2", 0.9, ("W", 0.1)), Plain("\"}")));
        Assert.Null(Of(SleepStage.N2, Plain("{\"sleep_stage\": \"N2\"}")));
        Assert.Null(Of(SleepStage.N2));
    }

    private static StageProbabilities? Of(SleepStage stage, params AnswerToken[] tokens) => StageProbabilities.Of(tokens, stage);

    private static AnswerToken Plain(string text) => new(Encoding.UTF8.GetBytes(text), 0, []);

    private static AnswerToken Token(string text, double share, params (string Text, double Share)[] others) => new(
        Encoding.UTF8.GetBytes(text), Math.Log(share),
        [new TokenChoice(Encoding.UTF8.GetBytes(text), Math.Log(share)), .. others.Select(other => new TokenChoice(Encoding.UTF8.GetBytes(other.Text), Math.Log(other.Share)))]);

    private static void AssertShares(StageProbabilities? read, double w, double n1, double n2, double n3, double r)
    {
        double[] expected = [w, n1, n2, n3, r];
        foreach (var stage in Enum.GetValues<SleepStage>()) Assert.Equal(expected[(int)stage], read!.Hypnodensity[stage], 1e-5);
    }
}
