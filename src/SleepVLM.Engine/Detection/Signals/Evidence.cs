namespace SleepVLM.Engine.Detection.Signals;

/// <summary>The templates of a kind.</summary>
/// <param name="Templates">At most 256.</param>
/// <param name="AnyPhase">Whether the wave may lie at any phase under its envelope, as a rhythm does.</param>
/// <param name="BothSigns">Whether it may be upside down.</param>
internal sealed record TemplateSet(IReadOnlyList<WaveTemplate> Templates, bool AnyPhase, bool BothSigns);

/// <summary>A place where the evidence is largest.</summary>
/// <param name="OnsetSeconds">Of the event.</param>
/// <param name="DurationSeconds">Of the template that fits best.</param>
/// <param name="Value">Standard deviations of the background.</param>
/// <param name="Template">Which fits best.</param>
internal readonly record struct EvidencePeak(double OnsetSeconds, double DurationSeconds, double Value, int Template)
{
    /// <summary>End of the event.</summary>
    public double EndSeconds => OnsetSeconds + DurationSeconds;
}

/// <summary>What matched filters say of a kind, at each moment as an event's onset.</summary>
internal sealed class Evidence(TemplateSet kind, int length, double rateHz)
{
    private readonly float[] _values = new float[length];
    private readonly byte[] _template = new byte[length];

    /// <summary>Values a second.</summary>
    public double RateHz { get; } = rateHz;

    /// <summary>Standard deviations of the background; of the template that fits best.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>Whether anything could be told at a moment: there was a background to compare with.</summary>
    public bool IsKnown(double second) => (int)(second * RateHz) is var at && at < _values.Length && _values[at] > 0;

    /// <summary>Takes in what a template says of a stretch.</summary>
    /// <param name="first">Place of the first value.</param>
    /// <param name="re">In phase.</param>
    /// <param name="im">In quadrature.</param>
    /// <param name="scale">Makes standard deviations of both.</param>
    /// <param name="template">Its number.</param>
    public void Add(int first, ReadOnlySpan<double> re, ReadOnlySpan<double> im, double scale, int template)
    {
        for (var i = 0; i < re.Length && first + i < _values.Length; i++)
        {
            var value = scale * (kind.AnyPhase ? Math.Sqrt(re[i] * re[i] + im[i] * im[i]) : kind.BothSigns ? Math.Abs(re[i]) : re[i]);
            if (value > _values[first + i]) (_values[first + i], _template[first + i]) = ((float)value, (byte)template);
        }
    }

    /// <summary>Peaks at or above a threshold, none of which overlaps a larger one, by onset.</summary>
    public IReadOnlyList<EvidencePeak> Peaks(double threshold)
    {
        var candidates = new List<int>();
        for (var i = 1; i < _values.Length - 1; i++)
            if (_values[i] >= threshold && _values[i] >= _values[i - 1] && _values[i] > _values[i + 1]) candidates.Add(i);
        var taken = new bool[_values.Length];
        var peaks = new List<EvidencePeak>();
        foreach (var at in candidates.OrderByDescending(i => _values[i]))
        {
            var seconds = kind.Templates[_template[at]].DurationSeconds;
            var span = taken.AsSpan(at, Math.Min(_values.Length - at, (int)(seconds * RateHz)));
            if (span.Contains(true)) continue;
            span.Fill(true);
            peaks.Add(new EvidencePeak(at / RateHz, seconds, _values[at], _template[at]));
        }

        peaks.Sort((a, b) => a.OnsetSeconds.CompareTo(b.OnsetSeconds));
        return peaks;
    }
}
