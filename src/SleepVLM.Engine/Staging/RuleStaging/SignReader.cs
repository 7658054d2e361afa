using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Staging.RuleStaging;

/// <summary>Reads the signs of every epoch off a night's analysis; what could not be assessed is NaN.</summary>
/// <remarks>EEG levels are means over the derivations that can be assessed, so that one set of weights serves any number of them.</remarks>
internal sealed class SignReader
{
    private const double NeededForN3Seconds = 6, AlphaOfRulePercent = 50, AlphaReachPercent = 20, LowTonePlace = 0.2, LowestThird = 1 / 3.0;
    private const double LeastDb = -20, MostDb = 25;

    private readonly NightAnalysis _analysis;
    private readonly NightLevels[] _eeg;

    private SignReader(NightAnalysis analysis)
    {
        _analysis = analysis;
        ChannelRole[] roles = [ChannelRole.F4, ChannelRole.C4, ChannelRole.O2];
        _eeg = [.. roles.Select(role => NightLevels.Of(analysis.Epochs, role)).OfType<NightLevels>()];
    }

    /// <summary>Signs, <c>[epoch][<see cref="StageSign"/>]</c>; null where an epoch cannot be staged.</summary>
    public static double[]?[] Read(NightAnalysis analysis)
    {
        var reader = new SignReader(analysis);
        return [.. analysis.Epochs.Select(epoch => epoch is null ? null : reader.Read(epoch))];
    }

    private double[] Read(EpochMeasurements epoch)
    {
        var signs = new double[Enum.GetValues<StageSign>().Length];
        Array.Fill(signs, double.NaN);
        ReadSpectrum(epoch, signs);
        ReadEvents(epoch, signs);
        ReadEyes(epoch, signs);
        ReadChin(epoch, signs);
        ReadEyesOverTone(signs);
        return signs;
    }

    private void ReadSpectrum(EpochMeasurements epoch, double[] signs)
    {
        void Set(StageSign sign, Func<NightLevels, double?> read)
        {
            var values = _eeg.Select(read).OfType<double>().ToList();
            if (values.Count > 0) signs[(int)sign] = Math.Clamp(values.Average(), LeastDb, MostDb);
        }

        Set(StageSign.SlowActivity, eeg => eeg.OverDeepSleep(epoch, EegBand.Delta));
        Set(StageSign.Theta, eeg => eeg.OverDeepSleep(epoch, EegBand.Theta));
        Set(StageSign.Alpha, eeg => eeg.OverDeepSleep(epoch, EegBand.Alpha));
        Set(StageSign.Sigma, eeg => eeg.OverDeepSleep(epoch, EegBand.Sigma));
        Set(StageSign.Beta, eeg => eeg.OverDeepSleep(epoch, EegBand.Beta));
        Set(StageSign.Muscle, eeg => eeg.OverDeepSleep(epoch, EegBand.Muscle));
        Set(StageSign.SlowActivityInNight, eeg => eeg.OverNight(epoch, EegBand.Delta));
        Set(StageSign.ThetaUnrest, eeg => eeg.Unrest(epoch, EegBand.Theta));
        Set(StageSign.SigmaUnrest, eeg => eeg.Unrest(epoch, EegBand.Sigma));
        if (!double.IsNaN(signs[(int)StageSign.SlowActivity])) signs[(int)StageSign.EegPresent] = 1;
    }

    private static void ReadEvents(EpochMeasurements epoch, double[] signs)
    {
        if (epoch.SlowWaveSeconds?.Value is { } slow)
        {
            signs[(int)StageSign.SlowWaves] = Math.Min(slow, 15);
            signs[(int)StageSign.SlowWavesOverRule] = Math.Clamp(slow - NeededForN3Seconds, -2, 2);
        }

        if (Other(epoch, MeasurementNames.SpindleSeconds) is { } spindles) signs[(int)StageSign.Spindles] = Math.Sqrt(Math.Min(spindles, 4));
        if (Other(epoch, MeasurementNames.KComplexes) is { } complexes) signs[(int)StageSign.KComplexes] = Math.Min(complexes, 3);
        if (epoch.AlphaPercent?.Value is not { } alpha) return;
        signs[(int)StageSign.AlphaShare] = alpha / 100;
        signs[(int)StageSign.AlphaOverRule] = Math.Clamp((alpha - AlphaOfRulePercent) / AlphaReachPercent, -1, 1);
    }

    private void ReadEyes(EpochMeasurements epoch, double[] signs)
    {
        if (Other(epoch, MeasurementNames.FastEyeMovements) is not { } rapid) return;
        var around = _analysis.Detections.Around(epoch.Index);
        signs[(int)StageSign.EyesPresent] = 1;
        signs[(int)StageSign.RapidEyeMovements] = Math.Log(1 + rapid);
        signs[(int)StageSign.AnyRapidEyeMovement] = Math.Min(rapid, 1);
        signs[(int)StageSign.Blinks] = Math.Log(1 + around.Of(SleepEventKind.Blink).Count());
        if (Other(epoch, MeasurementNames.SlowEyeMovementPercent) is { } slow) signs[(int)StageSign.SlowEyeMovements] = slow / 100;
    }

    private void ReadChin(EpochMeasurements epoch, double[] signs)
    {
        var night = _analysis.Night;
        if (ChinRange.PlacePercent(Other(epoch, MeasurementNames.ChinBaseline), night.ChinToneLowMicrovolts, night.ChinToneHighMicrovolts) is not { } percent) return;
        signs[(int)StageSign.ChinPresent] = 1;
        signs[(int)StageSign.ChinTone] = Math.Clamp(percent / 100, -0.3, 1.3);
        signs[(int)StageSign.ChinToneLow] = percent / 100 < LowTonePlace ? 1 : 0;
    }

    /// <summary>What eye movements mean depends on the tone below them; told apart only where both are known.</summary>
    public static void ReadEyesOverTone(double[] signs)
    {
        var (any, tone) = (signs[(int)StageSign.AnyRapidEyeMovement], signs[(int)StageSign.ChinTone]);
        if (double.IsNaN(any) || double.IsNaN(tone)) return;
        signs[(int)StageSign.EyeMovementsOverLowTone] = tone <= LowestThird ? any : 0;
        signs[(int)StageSign.EyeMovementsOverTone] = tone > LowestThird ? any : 0;
    }

    private static double? Other(EpochMeasurements epoch, string name) =>
        epoch.Other.TryGetValue(name, out var measured) && double.IsFinite(measured.Value) ? measured.Value : null;
}
