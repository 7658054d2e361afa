using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Rules.Measurements;
using SleepVLM.Engine.Simulation;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Rationales;
using SleepVLM.Engine.Tests.Rules.Measurements;

namespace SleepVLM.Engine.Tests.Staging;

public class RuleStagerTests
{
    private static readonly ChannelRole[] AllRoles = Enum.GetValues<ChannelRole>();

    /// <summary>Sines on white noise are no EEG whose R and N1 the weights could know; the stages with plain marks must be found.</summary>
    [Theory]
    [InlineData()]
    [InlineData(ChannelRole.C4)]
    [InlineData(ChannelRole.F4)]
    [InlineData(ChannelRole.O2)]
    public void Stage_TextbookNight_FindsAlphaSpindlesAndSlowWaves(params ChannelRole[] roles)
    {
        var pairs = Stage(TextbookNight.Of(roles)).Zip(TextbookNight.Stages).Where(pair => pair.Second is SleepStage.W or SleepStage.N2 or SleepStage.N3).ToList();
        Assert.True(pairs.Count(pair => pair.First?.Stage == pair.Second) >= 0.95 * pairs.Count);
    }

    [Fact]
    public void Stage_TextbookNight_NoRationaleIsContradicted()
    {
        var night = TextbookNight.Of();
        var analysis = NightAnalyzer.Analyze(night, null, default);
        var staged = RuleStager.Stage(night, analysis);
        var checker = new RuleChecker(RuleBook.LoadDefault());
        var provenance = new Provenance("rules", "", "", "", "", "", 0, "", []);
        var supported = 0;
        for (var i = 0; i < staged.Count; i++)
        {
            var (stage, density, rationale) = staged[i]!.Value;
            var report = checker.Check(new RuleCheckContext(
                new StageDecision(new EpochIndex(i), provenance, "", "", stage, new Rationale(rationale.Text, rationale.Rules, false), density),
                i > 0 ? staged[i - 1]!.Value.Stage : null, i + 1 < staged.Count ? staged[i + 1]!.Value.Stage : null, analysis.Epochs[i]!, analysis.Night, night.Montage)
                {
                    Events = analysis.Detections.Around(new EpochIndex(i)),
                });
            Assert.True(report.Verdict != EpochVerdict.Contradicted, $"epoch {i + 1}: {rationale.Text} {string.Join(' ', report.Findings.Where(f => f.Verdict == RuleVerdict.Contradicted).Select(f => f.Explanation))}");
            if (report.Verdict == EpochVerdict.Sound) supported++;
        }

        Assert.True(supported > 0.9 * staged.Count, $"{supported} supported");
    }

    [Fact]
    public void Stage_EverySubsetOfChannels_SpeaksOnlyOfThePresentChannels()
    {
        var night = TextbookNight.Of();
        for (var subset = 1; subset < 64; subset++)
        {
            ChannelRole[] roles = [.. AllRoles.Where(role => (subset >> (int)role & 1) != 0)];
            foreach (var one in Stage(Only(night, roles, epochs: 30)))
            {
                Assert.True(one is not null || roles.All(role => role > ChannelRole.O2), "an epoch with EEG has no stage");
                if (one is not var (stage, density, rationale)) continue;
                Assert.Equal(1, density.W + density.N1 + density.N2 + density.N3 + density.R, 1e-4);
                Assert.True(density[stage] > 0);
                foreach (var absent in AllRoles.Except(roles))
                    Assert.DoesNotContain(absent == ChannelRole.Chin ? "chin" : absent.ToString(), rationale.Text);
            }
        }
    }

    [Fact]
    public void Stage_UnscorableEpoch_IsNull()
    {
        var night = new SyntheticNight(5).Unscorable(2, UnscoredReason.SignalGap).Build();
        var staged = Stage(night);
        Assert.Equal([true, true, false, true, true], staged.Select(s => s is not null));
    }

    [Fact]
    public void Stage_NightWithoutAnySignal_HasNoStages()
    {
        var night = new SyntheticNight(12);
        foreach (var role in AllRoles) night.Scale(role, 0, 360, 0);
        Assert.All(Stage(night.Build()), Assert.Null);
    }

    [Fact]
    public void Stage_FlatClippedAndWildStretches_StagesTheRest()
    {
        var night = new SyntheticNight(12);
        foreach (var role in AllRoles)
            night.Fill(role, 30, 90, 0).Fill(role, 120, 180, 900).Scale(role, 200, 290, 3000);
        var staged = Stage(night.Build());
        Assert.Equal(12, staged.Count);
        Assert.All([0, 3, 10, 11], epoch => Assert.NotNull(staged[epoch]));
    }

    [Fact]
    public void Stage_OneEegChannel_SaysThatEyesAndToneCannotBeAssessed()
    {
        var staged = Stage(Only(TextbookNight.Of(), [ChannelRole.C4], epochs: TextbookNight.Stages.Count));
        Assert.All(staged, one => Assert.DoesNotMatch("(?i)chin|low tone|high tone|LOC|ROC|eyes are still|No rapid eye|No eye", one!.Value.Rationale.Text));
        Assert.True(staged.Count(one => one!.Value.Rationale.Text.Contains("assess", StringComparison.Ordinal)) > staged.Count / 4);
        Assert.All(staged, one => Assert.DoesNotContain(new RuleId("W.3"), one!.Value.Rationale.Rules));
    }

    [Fact]
    public void Stage_ShortSimulatedNights_AgreeWithTheTruth()
    {
        var pairs = new List<(SleepStage Truth, SleepStage Found)>();
        foreach (var seed in (int[])[5101, 5102, 5103])
        {
            var night = NightSimulator.Simulate(new SimulationSettings { Seed = seed, Minutes = 100 });
            var staged = Stage(SignalChain.Prepare(night, RenderStyle.SleepVlm()));
            pairs.AddRange(staged.Zip(night.Epochs, (one, truth) => (truth.Stage, one!.Value.Stage)));
            ContextOfRules.Holds(staged);
        }

        double total = pairs.Count, observed = pairs.Count(pair => pair.Truth == pair.Found) / total;
        var chance = Enum.GetValues<SleepStage>().Sum(stage => pairs.Count(pair => pair.Truth == stage) / total * (pairs.Count(pair => pair.Found == stage) / total));
        Assert.True((observed - chance) / (1 - chance) > 0.7, $"kappa {(observed - chance) / (1 - chance):F3}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Stage_RecordingOfAFewEpochs_Works(int epochs) => Assert.Equal(epochs, Stage(new SyntheticNight(epochs).Build()).Count(one => one is not null));

    [Fact]
    public void Stage_SameNight_GivesTheSameAnswer()
    {
        var night = TextbookNight.Of(ChannelRole.C4, ChannelRole.Chin);
        Assert.Equal(Stage(night).Select(s => (s!.Value.Stage, s.Value.Density, s.Value.Rationale.Text)), Stage(night).Select(s => (s!.Value.Stage, s.Value.Density, s.Value.Rationale.Text)));
    }

    [Fact]
    public void Stage_MeasurementsOfAnotherNight_Throws()
    {
        var analysis = NightAnalyzer.Analyze(new SyntheticNight(2).Build(), null, default);
        Assert.Throws<ArgumentException>(() => RuleStager.Stage(new SyntheticNight(3).Build(), analysis));
    }

    [Fact]
    public void Settings_OutOfRange_NamesTheSetting()
    {
        var refused = Assert.Throws<SleepVlmException>(() => (new RuleStagerSettings() with { SlowWaveSecondsForN3 = 31 }).Validated());
        Assert.Contains("SlowWaveSecondsForN3 is 31", refused.Message);
    }

    [Fact]
    public void Settings_AnyChange_ChangesTheHash()
    {
        var hashes = new HashSet<string> { new RuleStagerSettings().Sha256 };
        Assert.Equal(new RuleStagerSettings().Sha256, hashes.Single());
        foreach (var property in typeof(RuleStagerSettings).GetProperties().Where(p => p.CanWrite))
        {
            var changed = new RuleStagerSettings();
            property.SetValue(changed, property.PropertyType == typeof(int) ? (int)property.GetValue(changed)! + 1 : (object)((double)property.GetValue(changed)! + 0.01));
            Assert.True(hashes.Add(changed.Sha256), property.Name);
        }
    }

    private static IReadOnlyList<(SleepStage Stage, Hypnodensity Density, ComposedRationale Rationale)?> Stage(PreparedNight night)
    {
        var analysis = NightAnalyzer.Analyze(night, null, default);
        return RuleStager.Stage(night, analysis);
    }

    private static PreparedNight Only(PreparedNight night, ChannelRole[] roles, int epochs)
    {
        var rows = roles.Select(night.Montage.RowOf).ToList();
        return new PreparedNight(
            new Montage([.. rows.Select(row => night.Montage.Channels[row])], []), night.Style,
            [.. rows.Select(row => night.Channel(row)[..(epochs * night.Style.SamplesPerEpoch)].ToArray())], new UnscoredReason?[epochs]);
    }
}
