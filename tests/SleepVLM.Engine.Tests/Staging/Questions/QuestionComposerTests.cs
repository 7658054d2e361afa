using System.Globalization;
using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;
using SleepVLM.Engine.Review;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Rules.Claims;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Questions;
using SleepVLM.Engine.Staging.Rationales;
using SleepVLM.Engine.Tests.Simulation;
using SleepVLM.Testing;
using Xunit.Abstractions;

namespace SleepVLM.Engine.Tests.Staging.Questions;

/// <summary>Answers of a simulated night, held against its signals by the checks that hold any rationale against them.</summary>
public class QuestionComposerTests(ITestOutputHelper output)
{
    private static readonly ChannelRole[] All = Enum.GetValues<ChannelRole>();

    /// <summary>Only these argue for the stage: that there is a K complex in R is a fact and no argument.</summary>
    private static readonly QuestionKind[] Arguing = [QuestionKind.Stage, QuestionKind.WhyNot, QuestionKind.DecisiveRule];

    /// <summary>Told from what detectors found, for the true stages: no claim may be contradicted.</summary>
    [Theory]
    [InlineData(new[] { ChannelRole.F4, ChannelRole.C4, ChannelRole.O2, ChannelRole.LOC, ChannelRole.ROC, ChannelRole.Chin })]
    [InlineData(new[] { ChannelRole.C4 })]
    public void All_ToldFromDetections_EveryJudgedClaimIsSupported(ChannelRole[] channels)
    {
        var night = Night(channels);
        var evidence = new ScoredEvidence(night.Analysis, night.Stages, ChannelNames.AsDrawn(night.Prepared.Montage));
        var (supported, contradicted) = Judge(night, evidence.Of);
        Assert.True(supported > 3_000, $"only {supported} supported findings: the answers are no longer understood");
        Assert.True(contradicted.Count == 0, $"{contradicted.Count} against {supported}\n{string.Join('\n', contradicted.Take(25))}");
    }

    /// <summary>The same on a real night with its scorer's stages, one derivation.</summary>
    [SharedFact("data/ucddb/ucddb018.edf")]
    public void All_OfARealNight_EveryJudgedClaimIsSupported()
    {
        var path = SharedFolder.PathOf("data/ucddb/ucddb018.edf");
        using var recording = Recording.Open(path);
        var prepared = SignalChain.Prepare(MontageResolver.Resolve(recording), RenderStyle.SleepVlm());
        var stages = new SleepStage?[prepared.EpochCount];
        foreach (var epoch in HypnogramReader.Read(path).Epochs) stages[epoch.Index.Value] = epoch.Stage;
        var night = new ObservedNight(prepared, NightAnalyzer.Analyze(prepared, null, default), stages);
        var (supported, contradicted) = Judge(night, new ScoredEvidence(night.Analysis, night.Stages, ChannelNames.AsRecorded(prepared.Montage)).Of);
        Assert.True(supported > 3_000, $"only {supported} supported findings");
        Assert.True(contradicted.Count == 0, string.Join('\n', contradicted.Take(25)));
    }

    /// <summary>Told from the simulation's truth: what is contradicted are the events that detectors miss, and no figure.</summary>
    [Fact]
    public void All_ToldFromTruth_FewClaimsAreContradicted()
    {
        var night = Night(All);
        var truth = new TrueEvidence(SimulatedNights.OfSeed(1), night.Analysis, ChannelNames.AsDrawn(night.Prepared.Montage));
        var (supported, contradicted) = Judge(night, epoch => night.Analysis.Epochs[epoch] is null ? null : truth.Of(epoch));
        Assert.InRange(contradicted.Count / (double)(supported + contradicted.Count), 0, 0.08);
        Assert.Equal([], contradicted.Where(fault => fault.Contains("stated-amount", StringComparison.Ordinal) || fault.Contains("stated-tone", StringComparison.Ordinal)));
    }

    [Fact]
    public void All_OfANight_AsksEveryKindInManyWords()
    {
        var night = Night(All);
        var evidence = new ScoredEvidence(night.Analysis, night.Stages, ChannelNames.AsDrawn(night.Prepared.Montage));
        var turns = Enumerable.Range(0, evidence.EpochCount).SelectMany(epoch => evidence.Of(epoch) is { } one ? QuestionComposer.All(one, (ulong)epoch) : []).ToList();
        foreach (var kind in Enum.GetValues<QuestionKind>())
        {
            var ofKind = turns.Where(turn => turn.Kind == kind).ToList();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind,-18} {ofKind.Count,5}  {ofKind[0].Question}  {ofKind[0].Answer}"));
            Assert.True(ofKind.Select(turn => turn.Question).Distinct().Count() >= 2, $"{kind}: one wording");
            Assert.True(ofKind.Select(turn => turn.Answer).Distinct().Count() >= 3 || kind == QuestionKind.RecordedChannels, $"{kind}: {ofKind[0].Answer}");
        }

        Assert.True(turns.Select(turn => turn.Question).Distinct().Count() >= 60);
        string[] starts = ["Yes. ", "No. "];
        Assert.All(starts, start => Assert.Contains(turns, turn => turn.Answer.StartsWith(start, StringComparison.Ordinal)));
    }

    [Fact]
    public void All_MissingChannels_CannotBeTold()
    {
        var night = Night([ChannelRole.C4]);
        var evidence = new ScoredEvidence(night.Analysis, night.Stages, ChannelNames.AsDrawn(night.Prepared.Montage));
        foreach (var turn in Enumerable.Range(0, evidence.EpochCount).SelectMany(epoch => QuestionComposer.All(evidence.Of(epoch)!, (ulong)epoch)))
            if (turn.Kind is QuestionKind.RapidEyeMovements or QuestionKind.SlowEyeMovements or QuestionKind.Blinks or QuestionKind.ChinTone)
                Assert.Contains("cannot be told", turn.Answer, StringComparison.Ordinal);
            else
                Assert.DoesNotMatch("F4|O2|LOC|ROC|chin", turn.Answer);
    }

    [Fact]
    public void Draw_DependsOnTheSeedAlone()
    {
        var random = new Random(3);
        var evidence = RandomEvidence.Any(random, RandomEvidence.Montage(All));
        Assert.Equal(QuestionComposer.Draw(evidence, 5, 4), QuestionComposer.Draw(evidence, 5, 4));
        Assert.Equal(4, QuestionComposer.Draw(evidence, 5, 4).Select(turn => turn.Kind).Distinct().Count());
        Assert.True(Enumerable.Range(0, 60).SelectMany(seed => QuestionComposer.Draw(evidence, (ulong)seed, 3)).Select(turn => turn.Kind).Distinct().Count() >= 10);
    }

    /// <summary>Whatever the evidence, an answer is a few sentences and its words are read.</summary>
    [Fact]
    public void All_AnyEvidence_IsShortAndUnderstood()
    {
        var (answers, unread) = (0, new Dictionary<string, int>());
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            foreach (var turn in QuestionComposer.All(RandomEvidence.Any(random, RandomEvidence.AnyMontage(random)), (ulong)seed))
            {
                answers++;
                Assert.EndsWith("?", turn.Question, StringComparison.Ordinal);
                Assert.EndsWith(".", turn.Answer, StringComparison.Ordinal);
                Assert.InRange(turn.Answer.Split(' ').Length, 2, 45);
                if (turn.Kind is not (QuestionKind.SignalQuality or QuestionKind.RecordedChannels) && ClaimParser.Parse(turn.Answer).Claims.Count == 0)
                    unread[turn.Answer] = unread.GetValueOrDefault(turn.Answer) + 1;
            }
        }

        Assert.True(answers > 20_000);
        Assert.True(unread.Count == 0, string.Join('\n', unread.OrderByDescending(one => one.Value).Take(20).Select(one => $"{one.Value} {one.Key}")));
    }

    private (int Supported, List<string> Contradicted) Judge(ObservedNight night, Func<int, EpochEvidence?> evidence)
    {
        var summary = new RecordingSummary("", "simulated", "", "simulated", null, TimeSpan.FromSeconds(30.0 * night.Stages.Count), []);
        var judge = new CheckedNight(new NightReading(summary, night.Prepared, night.Analysis), new RuleChecker(RuleBook.LoadDefault()));
        var (supported, open, contradicted) = (0, 0, new List<string>());
        for (var epoch = 0; epoch < night.Stages.Count; epoch++)
        {
            if (evidence(epoch) is not { } known) continue;
            foreach (var turn in QuestionComposer.All(known, (ulong)epoch))
            {
                var report = judge.Check(Decision(night, epoch - 1, ""), Decision(night, epoch, turn.Answer)!, Decision(night, epoch + 1, ""));
                foreach (var found in report.Findings.Where(found =>
                    found.Span is not null && found.Strength <= CheckStrength.Soft && (found.Check != "stage-text" || Arguing.Contains(turn.Kind))))
                    if (found.Verdict == RuleVerdict.Supported) supported++;
                    else if (found.Verdict == RuleVerdict.NotAssessable) open++;
                    else contradicted.Add($"epoch {epoch + 1} {turn.Kind} {found.Check}: {turn.Answer} <- {found.Explanation}");
            }
        }

        output.WriteLine($"{supported} supported, {contradicted.Count} contradicted, {open} not assessable");
        foreach (var group in contradicted.GroupBy(fault => string.Join(' ', fault.Split(' ')[2..4]))) output.WriteLine($"  {group.Count(),5} {group.Key} {group.First()}");
        return (supported, contradicted);
    }

    private static StageDecision? Decision(ObservedNight night, int epoch, string text) => epoch >= 0 && epoch < night.Stages.Count && night.Stages[epoch] is { } stage
        ? new StageDecision(new EpochIndex(epoch), new Provenance("", "", "", "", "", "", 0, "", []), "", "", stage, new Rationale(text, [], Truncated: false), null)
        : null;

    private static ObservedNight Night(IReadOnlyList<ChannelRole> channels)
    {
        var simulated = SimulatedNights.OfSeed(1);
        var prepared = channels.Count == All.Length ? SimulatedNights.Filtered(simulated) : SignalChain.Prepare(simulated.WithChannels(channels), RenderStyle.SleepVlm());
        return new ObservedNight(prepared, NightAnalyzer.Analyze(prepared, null, default), [.. simulated.Epochs.Select(epoch => (SleepStage?)epoch.Stage)]);
    }

    private sealed record ObservedNight(PreparedNight Prepared, NightAnalysis Analysis, IReadOnlyList<SleepStage?> Stages);
}
