using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.EpochImages.Evidence;

/// <summary>Draws an epoch large, with what the detectors found marked at the trace they found it in. For people; no model sees it.</summary>
/// <remarks>Bars over a trace are single events with their names, bars under it are stretches. Half as high is an event below a score of 0.6.</remarks>
public sealed class EvidenceRenderer
{
    private const int PlotWidthPx = 1500, BandPx = 124, LeftPx = 112, TopPx = 30, BottomPx = 44, RightPx = 18;
    private const int EdgePx = 3, BarPx = 4, TickPx = 7, LabelGapPx = 4;
    private const double PlainScore = 0.6, EpochSeconds = 30;

    private static readonly PixelColour Ink = new(225, 229, 235), Soft = new(150, 158, 170), Bad = new(255, 120, 110), Gap = new(22, 26, 32);

    private readonly Dictionary<int, EpochImageRenderer> _traces = [];

    /// <summary>Width of a picture, pixels.</summary>
    public static int WidthPx => LeftPx + PlotWidthPx + RightPx;

    /// <summary>Height of a picture of so many channels, pixels.</summary>
    public static int HeightPx(int channels) => TopPx + channels * BandPx + BottomPx;

    /// <summary>Draws one epoch.</summary>
    /// <param name="night">Filtered signals.</param>
    /// <param name="events">What was found around the epoch.</param>
    /// <returns><see cref="WidthPx"/> wide and <see cref="HeightPx"/> high.</returns>
    public EpochImage Render(PreparedNight night, EpochEvents events)
    {
        var channels = night.Montage.Channels;
        var canvas = new PixelCanvas(WidthPx, HeightPx(channels.Count));
        canvas.Fill(0, 0, canvas.WidthPx, canvas.HeightPx, Gap);
        canvas.Draw(Traces(night, events.Index), PlotWidthPx, LeftPx, TopPx);
        canvas.Write(string.Create(CultureInfo.InvariantCulture, $"Epoch {events.Index.Number}, {TimeSpan.FromSeconds(events.Index.OnsetSeconds):h\\:mm\\:ss} after the start"), LeftPx, 9, Ink, 2);
        for (var row = 0; row < channels.Count; row++)
        {
            WriteChannel(canvas, channels[row], row, events.Quality);
            MarkChannel(canvas, channels[row].Role, row, events);
        }

        WriteAxis(canvas, channels.Count);
        WriteLegend(canvas, events, channels.Count);
        return new EpochImage(events.Index, canvas.WidthPx, canvas.HeightPx, canvas.Rgb.ToArray());
    }

    private byte[] Traces(PreparedNight night, EpochIndex index)
    {
        var count = night.Montage.Channels.Count;
        if (!_traces.TryGetValue(count, out var renderer))
            _traces[count] = renderer = new EpochImageRenderer(RenderStyle.SleepVlm(night.Style.MainsHz) with { WidthPx = PlotWidthPx, HeightPx = count * BandPx });
        var rgb = new byte[renderer.ByteCount];
        renderer.Render(night, index, rgb);
        return rgb;
    }

    private static void WriteChannel(PixelCanvas canvas, MontageChannel channel, int row, IReadOnlyList<SignalQuality> quality)
    {
        var y = TopPx + row * BandPx + BandPx / 2 - 16;
        canvas.Write(channel.Role.ToString(), 10, y, Ink, 2);
        canvas.Write(channel.Derivation.ToString(), 10, y + 20, Soft);
        canvas.Write(FormattableString.Invariant($"{TraceStyle.RangeMicrovolts(channel.Role):0} uV high"), 10, y + 32, Soft);
        if (quality.FirstOrDefault(one => one.Channel == channel.Role) is not { } found || (found.Faults == SignalFault.None && found.IsAssessable)) return;
        canvas.Write(found.IsAssessable ? "faulty:" : "not judged:", 10, y + 46, Bad);
        canvas.Write(found.Faults == SignalFault.None ? "poor" : FaultName(found.Faults), 10, y + 56, Bad);
    }

    /// <summary>The first of the faults, in words.</summary>
    private static string FaultName(SignalFault faults) => string.Concat(faults.ToString().Split(',')[0].Select((c, i) =>
        i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    private static void MarkChannel(PixelCanvas canvas, ChannelRole role, int row, EpochEvents events)
    {
        var (top, labelled) = (TopPx + row * BandPx, LeftPx);
        foreach (var found in events.Events.Where(one => one.Channel == role))
        {
            var onset = found.OnsetSeconds - events.Index.OnsetSeconds;
            if (onset >= EpochSeconds || onset + found.DurationSeconds <= 0) continue;
            var (from, to) = (X(Math.Max(0, onset)), X(Math.Min(EpochSeconds, onset + found.DurationSeconds)));
            var style = MarkStyle.Of(found.Kind);
            var bar = found.Score < PlainScore ? BarPx / 2 : BarPx;
            var y = style.IsBelow ? top + BandPx - EdgePx - bar : top + EdgePx;
            var width = Math.Max(3, to - from);
            canvas.Fill(from, y, width, bar, style.Colour);
            if (!style.IsBelow)
            {
                canvas.Fill(from, y, 1, TickPx, style.Colour);
                canvas.Fill(from + width - 1, y, 1, TickPx, style.Colour);
            }

            var label = Label(found, style);
            var labelY = style.IsBelow ? y - LabelGapPx - PixelFont.Height : y + TickPx + LabelGapPx / 2;
            // A label that would run into the one before is left out: the colour tells the kind.
            if (label.Length == 0 || (!style.IsBelow && from < labelled)) continue;
            canvas.Write(label, from, labelY, style.Colour);
            if (!style.IsBelow) labelled = from + PixelFont.WidthOf(label, 1) + LabelGapPx;
        }
    }

    private static string Label(DetectedEvent found, MarkStyle style) => style.Label.Length == 0 ? "" : found.Kind switch
    {
        SleepEventKind.Spindle or SleepEventKind.AlphaRhythm when found.FrequencyHz > 0 => FormattableString.Invariant($"{style.Label} {found.FrequencyHz:0.0} Hz"),
        SleepEventKind.KComplex or SleepEventKind.VertexWave => FormattableString.Invariant($"{style.Label} {found.AmplitudeMicrovolts:0} uV"),
        _ => style.Label,
    };

    private static void WriteAxis(PixelCanvas canvas, int channels)
    {
        var y = TopPx + channels * BandPx + 4;
        for (var second = 0; second <= EpochSeconds; second += 5)
        {
            var text = second == 0 ? "0 s" : second.ToString(CultureInfo.InvariantCulture);
            canvas.Write(text, second == 0 ? X(0) : X(second) - PixelFont.WidthOf(text, 1) / 2, y, Soft);
        }
    }

    private static void WriteLegend(PixelCanvas canvas, EpochEvents events, int channels)
    {
        var (x, y) = (LeftPx, TopPx + channels * BandPx + 24);
        foreach (var kind in events.Events.Where(found => events.Of(found.Kind).Contains(found)).Select(found => found.Kind).Distinct().Order())
        {
            var name = MarkStyle.Name(kind);
            canvas.Fill(x, y + 1, 16, BarPx, MarkStyle.Of(kind).Colour);
            canvas.Write(name, x + 22, y, Ink);
            x += 22 + PixelFont.WidthOf(name, 1) + 20;
        }
    }

    private static int X(double second) => LeftPx + (int)Math.Round(second / EpochSeconds * PlotWidthPx);
}
