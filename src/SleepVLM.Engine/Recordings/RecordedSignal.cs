namespace SleepVLM.Engine.Recordings;

/// <summary>One ordinary signal of a recording, as its header describes it.</summary>
/// <param name="Index">Position in the header, from 0; annotation signals count.</param>
/// <param name="Label">Name in the file, blanks trimmed.</param>
/// <param name="Unit">Physical dimension as written, for example <c>uV</c>; may be empty.</param>
/// <param name="PhysicalMinimum">Value at <paramref name="DigitalMinimum"/>, in <paramref name="Unit"/>.</param>
/// <param name="PhysicalMaximum">Value at <paramref name="DigitalMaximum"/>, in <paramref name="Unit"/>.</param>
/// <param name="DigitalMinimum">Stored integer at the physical minimum.</param>
/// <param name="DigitalMaximum">Stored integer at the physical maximum.</param>
/// <param name="SamplesPerRecord">Samples in each data record.</param>
/// <param name="SampleRateHz">Samples per second.</param>
/// <param name="Refusal">Why physical values cannot be had, or null for a good signal.</param>
public sealed record RecordedSignal(
    int Index,
    string Label,
    string Unit,
    double PhysicalMinimum,
    double PhysicalMaximum,
    double DigitalMinimum,
    double DigitalMaximum,
    int SamplesPerRecord,
    double SampleRateHz,
    string? Refusal)
{
    /// <summary>Physical units per digital step; negative for an inverted signal.</summary>
    public double Gain => (PhysicalMaximum - PhysicalMinimum) / (DigitalMaximum - DigitalMinimum);

    /// <summary>Physical value of the digital zero.</summary>
    public double Offset => PhysicalMinimum - Gain * DigitalMinimum;
}
