using SleepVLM.Contracts;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Staging.Rationales;
using SleepVLM.Engine.Tests.Rules.Checks;
using SleepVLM.Engine.Tests.Staging;

namespace SleepVLM.Engine.Tests.Rules;

public class RuleCheckerTests
{
    private static readonly RuleChecker Checker = new(CheckCase.Book);

    /// <summary>Checks whose contradiction of a rationale that is true to its evidence would be a false alarm.</summary>
    private static readonly string[] NeverAgainstTruth =
        ["rule-stage", "stated-amount", "stated-tone", "stated-times", "even-spacing", "wide-interval", "named-channels", "physiology"];

    [Fact]
    public void Check_ComposedRationales_RaiseNoFalseAlarm()
    {
        var spoken = 0;
        var alarms = new List<string>();
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var montage = RandomEvidence.AnyMontage(random);
            var evidence = RandomEvidence.Any(random, montage);
            var composed = RationaleComposer.Compose(evidence, (ulong)seed);
            var context = CheckCase.Of(evidence.Stage, [.. composed.Rules.Select(rule => rule.Value)]).Saying(composed.Text)
                .Between(evidence.Previous, evidence.Next).Build() with { Measured = evidence.Measured, Night = evidence.Night, Montage = montage };
            var report = Checker.Check(context);
            spoken += report.Findings.Count(finding => finding.Check.StartsWith("stated", StringComparison.Ordinal));
            foreach (var finding in report.Findings)
            {
                if (finding.Verdict == RuleVerdict.Contradicted && NeverAgainstTruth.Contains(finding.Check))
                    alarms.Add($"seed {seed}: {finding.Explanation} <- {composed.Text}");
            }
        }

        Assert.True(alarms.Count == 0, $"{alarms.Count} false alarms, for example\n{string.Join('\n', alarms.Take(8))}");
        Assert.True(spoken > 1000, $"only {spoken} findings on stated figures: the texts are no longer understood");
    }

    [Fact]
    public void Check_SoundN3_IsSupportedByItsMeasurement()
    {
        var report = Checker.Check(CheckCase.Of(SleepStage.N3, "N3.1").SlowWaves(11).Saying("Slow waves fill about 11 s of the epoch in F4-M1.").Build());
        Assert.Equal(EpochVerdict.Sound, report.Verdict);
        Assert.Equal(["slow-wave-share", "stated-amount"], report.Findings.Select(finding => finding.Check));
    }

    [Fact]
    public void Check_OneStrongContradiction_DecidesTheReport() =>
        Assert.Equal(EpochVerdict.Contradicted, Checker.Check(CheckCase.Of(SleepStage.N3, "N3.1").SlowWaves(11).Saying("Delta at 99 s.").Build()).Verdict);

    [Fact]
    public void Check_SoftContradiction_MakesTheReportDoubtful() => Assert.Equal(
        EpochVerdict.Doubtful, Checker.Check(CheckCase.Of(SleepStage.W, "W.2").Saying("Blinks at 5, 10, 15 and 20 s.").Build()).Verdict);

    [Fact]
    public void Check_NothingKnown_IsNotAssessable() =>
        Assert.Equal(EpochVerdict.NotAssessable, Checker.Check(CheckCase.Of(SleepStage.N3, "N3.1").Build()).Verdict);

    [Fact]
    public void Check_SameContextTwice_GivesTheSameReport()
    {
        var context = CheckCase.Of(SleepStage.R, "R.1", "R.2").Between(SleepStage.R, null).Tone(9).Saying("Low tone at 40 s in O2.").Build();
        var (first, second) = (Checker.Check(context), Checker.Check(context));
        Assert.NotEmpty(first.Findings);
        Assert.Equal(first.Findings.Select(finding => finding.Explanation), second.Findings.Select(finding => finding.Explanation));
    }

    [Fact]
    public void Check_PluginCheck_RunsLastAndMayFail()
    {
        var report = new RuleChecker(CheckCase.Book, [new Plugin("mine", false), new Plugin("broken", true)])
            .Check(CheckCase.Of(SleepStage.N3, "N3.1").SlowWaves(11).Build());
        Assert.Equal(["slow-wave-share", "mine", "broken"], report.Findings.Select(finding => finding.Check));
        Assert.Equal("The check 'broken' failed: out of order", report.Findings[^1].Explanation);
        Assert.Equal(EpochVerdict.Sound, report.Verdict);
    }

    [Fact]
    public void Create_IdentifierTaken_IsRefused() => Assert.Contains(
        "two rule checks are called 'chin-tone'", Assert.Throws<SleepVlmException>(() => new RuleChecker(CheckCase.Book, [new Plugin("chin-tone", false)])).Message);

    private sealed class Plugin(string id, bool fails) : IRuleCheck
    {
        public string Id => id;

        public IEnumerable<RuleFinding> Check(RuleCheckContext context)
        {
            if (fails) throw new InvalidOperationException("out of order");
            yield return new RuleFinding(id, null, RuleVerdict.Supported, CheckStrength.Advisory, "It runs.", []);
        }
    }
}
