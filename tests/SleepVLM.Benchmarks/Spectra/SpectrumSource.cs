using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;
using SleepVLM.Engine.Simulation;
using SleepVLM.Testing;

namespace SleepVLM.Benchmarks.Spectra;

/// <summary>Spectra of the epochs of one sleeper's central EEG, with their stages.</summary>
/// <param name="Name">Of the sleeper.</param>
/// <param name="Epochs">Stage, and dB of each band.</param>
internal sealed record SleeperSpectra(string Name, IReadOnlyList<(SleepStage Stage, double[] Db)> Epochs);

/// <summary>Where spectra come from: simulated nights, and the real ones of the shared folder.</summary>
internal static class SpectrumSource
{
    private const int EpochSeconds = 30;

    /// <summary>C4-M1 of a simulated night, artefacts included.</summary>
    public static SleeperSpectra Simulated(int seed)
    {
        var night = NightSimulator.Simulate(new SimulationSettings { Seed = seed });
        return Of($"seed {seed}", night, [.. night.Epochs.Select(epoch => (SleepStage?)epoch.Stage)]);
    }

    /// <summary>The whole real night.</summary>
    public static SleeperSpectra WholeNight()
    {
        using var recording = Recording.Open(SharedFolder.PathOf("data/ucddb/ucddb018.edf"));
        return Of("ucddb018", MontageResolver.Resolve(recording), [.. HypnogramReader.Read(SharedFolder.PathOf("data/ucddb/ucddb018.hypnogram.csv")).ToStages()]);
    }

    /// <summary>Wake and N3 of the other patients.</summary>
    public static IReadOnlyList<SleeperSpectra> Patients() =>
        [.. PatientSnippets.ReadAll().Select(patient => new SleeperSpectra(patient.Name, [.. patient.Epochs.Select(epoch => (epoch.Stage, BandSpectrum.Of(Array.ConvertAll(epoch.Microvolts, value => (double)value), patient.RateHz)))]))];

    private static SleeperSpectra Of(string name, IMontageSignals signals, IReadOnlyList<SleepStage?> stages)
    {
        var row = signals.Montage.RowOf(ChannelRole.C4);
        var (trace, rate) = (signals.Read(row, signals.Segments[0]), signals.Montage.Channels[row].SourceRateHz);
        var length = (int)(EpochSeconds * rate);
        return new SleeperSpectra(name, [.. Enumerable.Range(0, Math.Min(stages.Count, trace.Length / length)).Where(i => stages[i] is not null)
            .Select(i => (stages[i]!.Value, BandSpectrum.Of(trace.AsSpan(i * length, length), rate)))]);
    }
}
