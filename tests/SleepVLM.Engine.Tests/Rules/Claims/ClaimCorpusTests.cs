using Xunit.Abstractions;

namespace SleepVLM.Engine.Tests.Rules.Claims;

public class ClaimCorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void Parse_BuiltCorpus_GivesTheExpectedClaims() => Check(ClaimCorpus.Built);

    [Fact]
    public void Parse_HeldOutCorpus_GivesTheExpectedClaims() => Check(ClaimCorpus.HeldOut);

    [Fact]
    public void Parse_SecondHeldOutCorpus_GivesTheExpectedClaims() => Check(ClaimCorpus.HeldOutSecond);

    private void Check(IReadOnlyList<CorpusCase> cases)
    {
        var score = CorpusScore.Of(cases);
        output.WriteLine($"{score.TextsRight} of {score.Texts} texts right\n{score.Table()}");
        Assert.True(score.Differences.Length == 0, $"{score.Texts - score.TextsRight} of {score.Texts} texts differ (< expected, > found):\n{score.Differences}");
    }
}
