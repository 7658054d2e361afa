using System.Globalization;
using SleepVLM.Engine;
using SleepVLM.Engine.Cohorts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Evaluation.Judging;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>A recording of a cohort, with some of its channels in view.</summary>
internal sealed class RecordedSource : NightSource
{
    private readonly CohortRecording _recording;
    private readonly ChannelSet _channels;
    private readonly RenderStyle _style;

    private RecordedSource(CohortRecording recording, ChannelSet channels, RenderStyle style, string name)
        : base(channels == ChannelSet.All ? name : $"{name}.{channels.Name}", recording.Subject, channels.Name) =>
        (_recording, _channels, _style) = (recording, channels, style);

    /// <summary>Every recording with every set of channels; recordings of one file name are told apart by their lines.</summary>
    public static IReadOnlyList<NightSource> All(IReadOnlyList<CohortRecording> recordings, IReadOnlyList<ChannelSet> sets, RenderStyle style) =>
    [
        .. recordings.GroupBy(recording => Path.GetFileNameWithoutExtension(recording.Path))
            .SelectMany(same => same.Select(recording => (recording, Name: same.Count() == 1 ? same.Key : $"{same.Key}-line{recording.Line}")))
            .OrderBy(one => one.recording.Line).SelectMany(one => sets.Select(set => new RecordedSource(one.recording, set, style, one.Name))),
    ];

    public override string Identify(CancellationToken cancellationToken)
    {
        using var file = Recording.Open(_recording.Path);
        return string.Create(CultureInfo.InvariantCulture,
            $"recorded, {file.ComputeSha256(cancellationToken)}, from {_recording.GridOnsetSeconds} s, {string.Join(' ', _recording.Channels.Mappings)}, {string.Join('+', _channels.Roles)}");
    }

    public override NightReading Read(IReadingProgress progress, CancellationToken cancellationToken) =>
        NightReading.Open(_recording, _channels.Roles, _style, progress, cancellationToken);

    public override string? Reference(NightReading? reading) =>
        ReferenceLines.Of(_recording.Stages.Zip(_recording.Rationales, (stage, rationale) => (stage, rationale?.ApplicableRules ?? [])));
}
