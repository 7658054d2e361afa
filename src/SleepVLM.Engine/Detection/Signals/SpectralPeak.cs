namespace SleepVLM.Engine.Detection.Signals;

/// <summary>The frequency at which a spectrum stands highest within a band.</summary>
internal static class SpectralPeak
{
    /// <summary>Hertz, between bins by a parabola through the logarithms of three.</summary>
    public static double Hz(Spectrogram spectrogram, ReadOnlySpan<float> density, double lowHz, double highHz)
    {
        var best = -1;
        for (var bin = 1; bin < spectrogram.Bins - 1 && spectrogram.Hz(bin) <= highHz; bin++)
            if (spectrogram.Hz(bin) >= lowHz && (best < 0 || density[bin] > density[best])) best = bin;
        if (best < 0 || !(density[best] > 0)) return 0;
        double before = Math.Log(density[best - 1] + 1e-12), at = Math.Log(density[best]), after = Math.Log(density[best + 1] + 1e-12);
        var curvature = before - 2 * at + after;
        var shift = curvature < 0 ? Math.Clamp(0.5 * (before - after) / curvature, -0.5, 0.5) : 0;
        return Math.Clamp(spectrogram.Hz(best) + shift * spectrogram.Hz(1), lowHz, highHz);
    }
}
