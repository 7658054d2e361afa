using SleepVLM.Contracts;
using SleepVLM.Engine.Staging.Rationales;

namespace SleepVLM.Engine.Tests.Staging;

/// <summary>The rules that need a neighbour have that neighbour in the staged night.</summary>
internal static class ContextOfRules
{
    public static void Holds(IReadOnlyList<(SleepStage Stage, Hypnodensity Density, ComposedRationale Rationale)?> staged)
    {
        for (var i = 0; i < staged.Count; i++)
        {
            if (staged[i] is not { } epoch) continue;
            var (before, after) = (i > 0 ? staged[i - 1]?.Stage : null, i + 1 < staged.Count ? staged[i + 1]?.Stage : null);
            foreach (var rule in epoch.Rationale.Rules)
                Assert.True(rule.Value switch
                {
                    "N2.2" => before is SleepStage.N2,
                    "N2.3" => before is SleepStage.N3,
                    "N2.4" => before is SleepStage.N2 && epoch.Stage != SleepStage.N2,
                    "R.2" => before is SleepStage.R || after is SleepStage.R,
                    "R.3" => before is SleepStage.R && epoch.Stage != SleepStage.R,
                    "MBM.2" => after == epoch.Stage,
                    _ => true,
                }, $"epoch {i + 1} cites {rule} between {before} and {after}: {epoch.Rationale.Text}");
        }
    }
}
