using SleepVLM.Engine.Montages;

namespace SleepVLM.Engine.Cohorts;

/// <summary>One line of a manifest as it stands there, paths made absolute.</summary>
/// <param name="Line">Line number from 1.</param>
/// <param name="Recording">The recording's file.</param>
/// <param name="Hypnogram">The scoring's file; null for the annotations of the recording.</param>
/// <param name="Subject">Who is recorded; the recording's file name where the manifest does not say.</param>
/// <param name="Split">Null where it is to be drawn.</param>
/// <param name="Rationales">The file of rationales, where there is one.</param>
/// <param name="Channels">Channels named by hand.</param>
internal sealed record ManifestRow(
    int Line, string Recording, string? Hypnogram, string Subject, CohortSplit? Split, string? Rationales, MontageOptions Channels);
