using System.Security.Cryptography;
using System.Text;
using SleepVLM.Contracts;
using SleepVLM.Engine.Cohorts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Rationales;

namespace SleepVLM.Torch.Training;

/// <summary>Recordings of a cohort to learn from: the scorer's stages, given rationales, and composed ones where none are given.</summary>
/// <remarks>
/// Epochs without a stage are left out, or kept as pictures alone where nothing but pictures is learned. Rules that are given without prose put an epoch on
/// the coarse track; a given rationale always wins over a composed one.
/// </remarks>
public sealed class CohortNights : INightSource
{
    private readonly IReadOnlyList<CohortRecording> _recordings;
    private readonly RenderStyle _style;
    private readonly RuleChecker _checker;
    private readonly bool _unscoredToo;
    private readonly EventDetail _detail;

    /// <param name="recordings">At least one.</param>
    /// <param name="style">Style of the pictures.</param>
    /// <param name="rules">The rule book that composed rationales go by.</param>
    /// <param name="unscoredToo">Whether epochs without a stage are kept, for perceptual pre-training; default no.</param>
    /// <param name="detail">How much composed rationales tell of single events.</param>
    public CohortNights(
        IReadOnlyList<CohortRecording> recordings, RenderStyle style, RuleBook rules, bool unscoredToo = false, EventDetail detail = EventDetail.Figures)
    {
        ArgumentOutOfRangeException.ThrowIfZero(recordings.Count, nameof(recordings));
        (_recordings, _style, _checker, _unscoredToo, _detail) = (recordings, style, new RuleChecker(rules), unscoredToo, detail);
        var lengths = recordings.Select(WindowsOf).Order().ToList();
        UsualWindows = Math.Max(1, lengths[lengths.Count / 2]);
        Identity = $"{recordings.Count} recordings ({Fingerprint(recordings)}), style {style.Name}{(unscoredToo ? ", unscored epochs too" : "")}{Supervision.Remark(detail)}";
    }

    /// <inheritdoc/>
    public string Identity { get; }

    /// <inheritdoc/>
    public int? Count => _recordings.Count;

    /// <inheritdoc/>
    public int UsualWindows { get; }

    /// <inheritdoc/>
    public TrainingNight Create(int index, CancellationToken cancellationToken)
    {
        var recording = _recordings[index];
        var scored = recording.Load(_style, null, cancellationToken);
        var night = new ExplainedNight(scored, _checker, cancellationToken);
        var epochs = new List<TrainingEpoch>();
        for (var i = 0; i < scored.Stages.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!night.IsMeasured(i)) continue;
            var seed = Supervision.Seed(index, i);
            if (night.EvidenceOf(i) is { } evidence)
                epochs.Add(Supervision.Given(scored.RationaleOf(evidence.Measured.Index), evidence, seed) ?? Supervision.Composed(evidence, night.Explain(evidence, seed, _detail), seed));
            else if (_unscoredToo) epochs.Add(new TrainingEpoch(new EpochIndex(i), null, [], null, []));
        }

        if (epochs.Count == 0) throw new SleepVlmException($"{recording.Path}: no epoch of it can be learned from; take it out of the manifest");
        return new TrainingNight(Path.GetFileNameWithoutExtension(recording.Path), scored.Night, epochs);
    }

    private int WindowsOf(CohortRecording recording) => _unscoredToo ? recording.Stages.Count : recording.ScoredCount;

    /// <summary>Of names, stages and given rationales: other files under the same names are another cohort.</summary>
    private static string Fingerprint(IReadOnlyList<CohortRecording> recordings)
    {
        var text = new StringBuilder();
        foreach (var recording in recordings)
        {
            text.AppendLine(Path.GetFileName(recording.Path)).AppendLine(string.Join(' ', recording.Stages));
            foreach (var given in recording.Rationales.OfType<Rationale>()) text.AppendLine(string.Join(' ', given.ApplicableRules)).AppendLine(given.Text);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..12];
    }
}
