using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Sentences on the EEG background: slow waves, alpha rhythm, mixed frequencies. Each is told once.</summary>
internal sealed class BackgroundStatements(EpochReading reading, Prose prose, EventDetail detail)
{
    /// <summary>Seconds of slow wave from which the background is no longer of low amplitude.</summary>
    private const int FewSlowWaveSeconds = 3;

    private const double TellsLargest = 0.6, TellsFrequency = 0.6;

    private bool _mixedTold, _unknownTold;

    /// <summary>Whether the share of alpha has been told.</summary>
    public bool AlphaTold { get; set; }

    /// <summary>Whether the seconds of slow wave have been told.</summary>
    public bool SlowWavesTold { get; set; }

    /// <summary>Whether the measurements speak for a low-amplitude mixed-frequency background.</summary>
    public bool IsMixedFrequency => reading.SlowWaves is not null && reading.SlowWaveSecondsRounded < FewSlowWaveSeconds
        && reading.AlphaPercentRounded < 50;

    /// <summary>The words for such a background; it is not told again.</summary>
    public string MixedFrequency
    {
        get
        {
            _mixedTold = true;
            return "low-amplitude mixed-frequency activity";
        }
    }

    /// <summary>The EEG background in one sentence.</summary>
    public string? Background()
    {
        if (reading.SlowWaves is null && _unknownTold) return null;
        _unknownTold = reading.SlowWaves is null;
        if (!reading.Channels.HasEeg) return prose.Pick(["The EEG cannot be assessed in this recording.", "No EEG is recorded, so the background is unknown."]);
        if (reading.SlowWaves is not { } slow) return prose.Pick(["The EEG background could not be measured in this epoch.", "This epoch holds no measurable EEG background."]);
        if (reading.AlphaPercentRounded >= 50 && !AlphaTold) return AlphaAmount();
        if (IsMixedFrequency && !_mixedTold)
            return prose.Pick([
                $"The background in {slow.Where} is {MixedFrequency}.",
                $"{slow.Where} shows {MixedFrequency}.",
                $"{Prose.Capital(MixedFrequency)} makes up the background in {slow.Where}.",
                $"The EEG in {slow.Where} is of low amplitude and mixed frequency."]);
        return SlowWavesTold ? null : SlowWaveAmount();
    }

    /// <summary>Seconds of slow wave, with the largest now and then.</summary>
    public string SlowWaveAmount()
    {
        SlowWavesTold = true;
        var (seconds, where) = (reading.SlowWaveSecondsRounded, reading.SlowWaves!.Value.Where);
        if (seconds == 0)
            return prose.Pick([$"No slow waves above 75 uV are measured in {where}.", $"{where} holds no slow waves above 75 uV.", $"Slow waves above 75 uV are absent in {where}."]);
        var largest = detail == EventDetail.Figures && reading.LargestSlowWaveMicrovolts is { } microvolts && prose.Chance(TellsLargest)
            ? string.Create(CultureInfo.InvariantCulture, $", the largest of about {5 * Math.Round(microvolts / 5, MidpointRounding.AwayFromZero):0} uV") : "";
        return prose.Pick([
            $"Slow waves above 75 uV fill about {Prose.Seconds(seconds)} of the epoch in {where}{largest}.",
            $"About {Prose.Seconds(seconds)} of the epoch in {where} are slow waves above 75 uV{largest}.",
            $"{where} shows slow waves above 75 uV for about {Prose.Seconds(seconds)}{largest}.",
            $"High-amplitude slow waves take up about {Prose.Seconds(seconds)} in {where}{largest}."]);
    }

    /// <summary>The same where nothing has told it yet and it can be assessed.</summary>
    public string? SlowWavesIfNew() => reading.SlowWaves is null || SlowWavesTold || _mixedTold ? null : SlowWaveAmount();

    public string AlphaAmount()
    {
        AlphaTold = true;
        var (percent, where) = (reading.AlphaPercentRounded, reading.Alpha!.Value.Where);
        if (percent == 0)
            return prose.Pick([$"No alpha rhythm is measured in {where}.", $"{where} is without alpha rhythm.", $"Alpha rhythm is absent in {where}."]);
        var rhythm = detail == EventDetail.Figures && reading.LongestAlpha is { } longest && EventPhrases.Hertz(longest) is { } hertz && prose.Chance(TellsFrequency)
            ? $"lpha rhythm of about {hertz}" : "lpha rhythm";
        return prose.Pick([
            $"A{rhythm} covers about {Prose.Percent(percent)} of the epoch in {where}.",
            $"{where} shows a{rhythm} for about {Prose.Percent(percent)} of the epoch.",
            $"About {Prose.Percent(percent)} of the epoch is a{rhythm} in {where}."]);
    }

    /// <summary>The share of alpha, unless it cannot be assessed or has been told.</summary>
    public string? AlphaIfNew() => reading.Alpha is null || AlphaTold ? null : AlphaAmount();

    /// <summary>How far fast activity rises over deep sleep.</summary>
    public string? FastActivity() => reading.FastRise is not { } rise ? null : prose.Pick([
        $"Fast activity of 16-30 Hz in {rise.Where} lies about {Prose.Decibels(rise.Decibels)} above that of deep sleep.",
        $"{rise.Where} holds about {Prose.Decibels(rise.Decibels)} more fast activity (16-30 Hz) than deep sleep."]);
}
