namespace SleepVLM.Engine.Simulation;

/// <summary>Which sampling rates a simulated night may have, and how they come about.</summary>
/// <remarks>
/// 50 Hz is the least that a staging montage takes; 2048 Hz is more than any polysomnograph records and eight hours of nine channels of it still fit in memory. EDF stores whole
/// samples in records whose length is told in seconds; a rate must give whole samples in a record that divides an epoch, 30 s or shorter, so 102.4 will do and 100.01 will not.
/// Whole rates from 100 to 256 Hz are synthesised as they are, all others at 256 Hz and interpolated: EEG, EOG and chin EMG of the simulated amplifier end at 110 Hz.
/// </remarks>
internal static class SampleRates
{
    public const double LowestHz = 50, HighestHz = 2048;
    private const int HighestSynthesisHz = 256, LowestSynthesisHz = 100;
    private static readonly int[] RecordSeconds = [1, 2, 3, 5, 6, 10, 15, 30];

    /// <summary>Seconds of the shortest record that holds whole samples, or null.</summary>
    public static int? RecordLength(double hertz)
    {
        foreach (var seconds in RecordSeconds)
            if (Math.Abs(hertz * seconds - Math.Round(hertz * seconds)) < 1e-6 * seconds) return seconds;
        return null;
    }

    /// <summary>Rate at which the night is made.</summary>
    public static int Synthesis(double hertz) =>
        hertz == Math.Round(hertz) && hertz is >= LowestSynthesisHz and <= HighestSynthesisHz ? (int)hertz : HighestSynthesisHz;
}
