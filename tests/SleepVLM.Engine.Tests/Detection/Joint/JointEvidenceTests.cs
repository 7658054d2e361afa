using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Joint;
using SleepVLM.Engine.Detection.Signals;
using SleepVLM.Engine.Tests.Rules.Measurements;
using static SleepVLM.Contracts.ChannelRole;

namespace SleepVLM.Engine.Tests.Detection.Joint;

public class JointEvidenceTests
{
    [Fact]
    public void Spindles_SeenInThreeDerivations_SpeakMorePlainlyThanInOne()
    {
        double three = At100(Draw(Detected.Night(F4, C4, O2)).Spindle(O2, 100, 1, 13, 10)), one = At100(Detected.Night(C4).Spindle(C4, 100, 1, 13, 25));
        Assert.True(three > 1.2 * one, $"{three} {one}");

        static SyntheticNight Draw(SyntheticNight night) => night.Spindle(C4, 100, 1, 13, 25).Spindle(F4, 100, 1, 13, 22);
    }

    [Fact]
    public void EyeMovements_InPhaseInBoth_SayLessThanOpposite()
    {
        static double Eyes(double right) => Of(Detected.Night(LOC, ROC).EyeStep(30, right)).EyeMovements.Peaks(0).Where(IsAt100).Max(peak => peak.Value);
        Assert.True(Eyes(-1) > 1.5 * Eyes(1), $"{Eyes(-1)} {Eyes(1)}");
    }

    private static double At100(SyntheticNight night) => Of(night).Spindles.Peaks(0).Where(IsAt100).Max(peak => peak.Value);

    private static bool IsAt100(EvidencePeak peak) => peak.OnsetSeconds is > 99.6 and < 100.4;

    private static JointEvidence Of(SyntheticNight night) => JointEvidence.Of(new NightSignals(night.Build(), default), default)!;
}

/// <summary>A step of both eyes, held and taken back.</summary>
internal static class EyeSteps
{
    public static SyntheticNight EyeStep(this SyntheticNight night, double microvolts, double right)
    {
        double Wave(double t) => microvolts * (t < 0.1 ? t / 0.1 : t < 0.4 ? 1 : Math.Max(0, 1 - (t - 0.4) / 0.3));
        return night.Draw(LOC, 100, 0.7, Wave).Draw(ROC, 100, 0.7, t => right * Wave(t));
    }
}
