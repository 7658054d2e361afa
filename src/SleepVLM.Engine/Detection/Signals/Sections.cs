namespace SleepVLM.Engine.Detection.Signals;

/// <summary>Butterworth low-pass and high-pass filters as second-order sections, to be run forward and backward.</summary>
/// <remarks>Edges are where the gain of both runs together is one half; far inside the band it is one.</remarks>
internal static class Sections
{
    /// <summary>Low-pass of an even order, in order / 2 sections.</summary>
    public static Section[] LowPass(int order, double edgeHz, double rateHz) => Design(order, edgeHz, rateHz, w2 => (w2, 2 * w2, w2));

    /// <summary>High-pass of an even order, in order / 2 sections.</summary>
    public static Section[] HighPass(int order, double edgeHz, double rateHz) => Design(order, edgeHz, rateHz, _ => (1, -2, 1));

    /// <summary>High-pass and low-pass, both of the same even order.</summary>
    public static Section[] BandPass(int order, double lowHz, double highHz, double rateHz) => [.. HighPass(order, lowHz, rateHz), .. LowPass(order, highHz, rateHz)];

    private static Section[] Design(int order, double edgeHz, double rateHz, Func<double, (double, double, double)> numerator)
    {
        var w = Math.Tan(Math.PI * edgeHz / rateHz);
        var w2 = w * w;
        var sections = new Section[order / 2];
        for (var k = 0; k < sections.Length; k++)
        {
            var damping = 2 * Math.Sin(Math.PI * (2 * k + 1) / (2 * order)) * w;
            var a0 = 1 + damping + w2;
            var (b0, b1, b2) = numerator(w2);
            sections[k] = new Section(b0 / a0, b1 / a0, b2 / a0, 2 * (w2 - 1) / a0, (1 - damping + w2) / a0);
        }

        return sections;
    }
}
