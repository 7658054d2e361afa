using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;
using SleepVLM.Engine.Rules.Measurements;
using SleepVLM.Engine.Staging;
using SleepVLM.Testing;
using Xunit.Abstractions;

namespace SleepVLM.Engine.Tests.Staging;

public class RuleStagerRealNightTests(ITestOutputHelper output)
{
    /// <summary>Deterministic AASM rules reach 0.42 to 0.61 in the literature; this night was not used to set any limit.</summary>
    [SharedFact("data/ucddb/ucddb018.edf")]
    public void Stage_UcddbNightOfOneDerivation_AgreesBetterThanPublishedRuleStagers()
    {
        using var recording = Recording.Open(SharedFolder.PathOf("data/ucddb/ucddb018.edf"));
        var night = SignalChain.Prepare(MontageResolver.Resolve(recording), RenderStyle.SleepVlm());
        var analysis = NightAnalyzer.Analyze(night, null, default);
        var staged = RuleStager.Stage(night, analysis);
        var reference = File.ReadLines(SharedFolder.PathOf("data/ucddb/ucddb018.hypnogram.csv")).Skip(1)
            .Select(line => Enum.Parse<SleepStage>(line.Split(',')[1])).ToList();

        var kappa = Kappa([.. reference.Zip(staged, (expected, one) => (expected, one!.Value.Stage))]);
        output.WriteLine($"kappa {kappa:F3}");
        Assert.True(kappa > 0.61, $"kappa {kappa:F3}");
    }

    private static double Kappa(IReadOnlyList<(SleepStage Expected, SleepStage Found)> pairs)
    {
        double total = pairs.Count, observed = pairs.Count(p => p.Expected == p.Found) / total;
        var chance = Enum.GetValues<SleepStage>().Sum(s => pairs.Count(p => p.Expected == s) / total * (pairs.Count(p => p.Found == s) / total));
        return (observed - chance) / (1 - chance);
    }
}
