using SleepVLM.Engine.Detection;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>What is true of the epochs of a simulated night, as evidence: stages and events of the simulation, figures as they can be measured.</summary>
/// <param name="night">The simulation.</param>
/// <param name="analysis">Measurements of its signals, as recorded.</param>
/// <param name="channels">The channels that may be named.</param>
public sealed class TrueEvidence(SimulatedNight night, NightAnalysis analysis, ChannelNames channels)
{
    private readonly FastActivity _fast = FastActivity.Of(analysis.Epochs);

    /// <summary>Evidence of an epoch that was measured.</summary>
    /// <exception cref="ArgumentException">The epoch has no measurements.</exception>
    public EpochEvidence Of(int epoch)
    {
        var measured = analysis.Epochs[epoch] ?? throw new ArgumentException($"epoch {epoch + 1} was not measured", nameof(epoch));
        return new EpochEvidence(
            night.Epochs[epoch].Stage, epoch > 0 ? night.Epochs[epoch - 1].Stage : null, epoch + 1 < night.Epochs.Count ? night.Epochs[epoch + 1].Stage : null,
            channels, measured, analysis.Night, [.. epoch > 0 ? night.Epochs[epoch - 1].Events : [], .. night.Epochs[epoch].Events])
        {
            FastActivityRise = _fast.RiseOf(measured),
        };
    }
}
