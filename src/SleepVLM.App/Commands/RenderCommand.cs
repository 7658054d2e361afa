using System.CommandLine;
using System.Globalization;
using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.EpochImages.Evidence;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.App.Commands;

/// <summary><c>sleepvlm render</c>: the pictures that a model sees, as files.</summary>
public static class RenderCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Recording: EDF, EDF+, BDF or BDF+." };
        var output = new Option<string>("--out") { Description = "Folder for the pictures; made when missing.", Required = true };
        var epochs = new Option<string?>("--epochs") { Description = "Epochs to draw, counted from 1: 100-120, 5, or 1-10,20. Default: all." };
        var evidence = new Option<bool>("--evidence") { Description = "Draw larger, for people: channels named, and what the detectors found marked at the trace they found it in." };
        var style = new Option<string>("--style") { Description = $"{RenderStyle.Published} (448 x 224 pixels, as published) or {RenderStyle.Wide} (896 x 336, a band for each channel whether recorded or not, for small models).", DefaultValueFactory = _ => RenderStyle.Published };
        var map = MontageArguments.MapOption();
        var mains = MontageArguments.MainsOption();
        var command = new Command("render",
            "Draw each 30-second epoch of a recording as a model sees it, PNG: 448 x 224 pixels as published, or twice as wide for small models.\n\n" +
            "Files are numbered from 0 as those of the published data are: epoch 1 becomes 0.png, epoch 2 becomes 1.png. " +
            "Epochs with a gap, and a last one that is not full, are left out. " +
            "With --evidence the pictures are 1630 pixels wide, and detected events (spindles, K complexes, eye movements, ...) are marked.\n\n" +
            "Example: sleepvlm render night.edf --out pictures\n" +
            "         sleepvlm render night.edf --out pictures --epochs 100-120 --map Chin=1-2 --mains 60\n" +
            "         sleepvlm render night.edf --out wide --style sleepvlm-wide\n" +
            "         sleepvlm render night.edf --out evidence --epochs 100-120 --evidence\n\n" +
            "Ctrl-C stops between two pictures; every file is complete.")
        {
            file, output, epochs, evidence, style, map, mains,
        };
        command.SetAction((parse, token) =>
        {
            var pictures = RenderStyle.Named(parse.GetValue(style)!, parse.GetValue(mains));
            var options = MontageArguments.Parse(parse, map);
            return Task.Run(() => Run(parse.GetValue(file)!, parse.GetValue(output)!, parse.GetValue(epochs), parse.GetValue(evidence), options, pictures, token), token);
        });
        return command;
    }

    private static int Run(string path, string folder, string? epochs, bool evidence, MontageOptions options, RenderStyle style, CancellationToken cancellationToken)
    {
        var asked = epochs is null ? null : EpochRange.Parse(epochs);
        using var recording = Recording.Open(path);
        var (drawn, leftOut) = Draw(MontageResolver.Resolve(recording, options), path, folder, asked, evidence, style, cancellationToken);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{drawn} pictures in {folder}"));
        if (leftOut > 0)
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{leftOut} epochs left out: a gap or the end of the recording cuts them"));
        return ExitCode.Done;
    }

    private static (int Drawn, int LeftOut) Draw(
        IMontageSignals signals, string path, string folder, IReadOnlyList<EpochIndex>? asked, bool evidence, RenderStyle style, CancellationToken cancellationToken)
    {
        using var progress = new ConsoleProgress();
        var night = SignalChain.Prepare(signals, style, progress.Of("filter"), cancellationToken);
        var selected = EpochRange.Select(asked, night.EpochCount);
        var whole = selected.Where(epoch => night.WhyUnscorable(epoch) is null).ToList();
        if (whole.Count == 0)
            throw new SleepVlmException($"{path}: no epoch asked for holds 30 seconds of uninterrupted signal, so nothing was drawn; see 'sleepvlm info {path}'");

        Func<EpochIndex, EpochImage> draw = evidence ? DrawEvidence(night, progress, cancellationToken) : DrawPlain(night);
        PictureFolder.Write(draw, whole, folder, done => progress.Show("draw", done, whole.Count, "pictures"), cancellationToken);
        return (whole.Count, selected.Count - whole.Count);
    }

    private static Func<EpochIndex, EpochImage> DrawPlain(PreparedNight night)
    {
        var renderer = new EpochImageRenderer(night.Style);
        return index => renderer.Render(night, index);
    }

    private static Func<EpochIndex, EpochImage> DrawEvidence(PreparedNight night, ConsoleProgress progress, CancellationToken cancellationToken)
    {
        var analysis = NightAnalyzer.Analyze(night, progress.Of("detect"), cancellationToken);
        var renderer = new EvidenceRenderer();
        return index => renderer.Render(night, analysis.Detections.Around(index));
    }
}
