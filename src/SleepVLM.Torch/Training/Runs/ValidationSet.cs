using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation;

namespace SleepVLM.Torch.Training;

/// <summary>Scored nights that a model is held against while it learns; read when first needed and kept.</summary>
/// <param name="name">Shown name, one word.</param>
/// <param name="nights">The nights; there is an end of them.</param>
/// <param name="mostEpochs">At most so many epochs in all, spread evenly.</param>
public sealed class ValidationSet(string name, INightSource nights, int mostEpochs)
{
    private IReadOnlyList<TrainingNight>? _nights;

    /// <summary>Shown name.</summary>
    public string Name { get; } = name;

    /// <summary>What the nights are.</summary>
    public string Identity => $"{nights.Identity}, at most {mostEpochs} epochs";

    /// <summary>Stages the epochs and compares.</summary>
    /// <param name="stage">Decides the stages of windows.</param>
    /// <param name="cancellationToken">Stops between nights and batches.</param>
    public Agreement Measure(Func<IEnumerable<WindowQuestion>, IEnumerable<SleepStage?>> stage, CancellationToken cancellationToken)
    {
        _nights ??= [.. Enumerable.Range(0, nights.Count!.Value).Select(i => nights.Create(i, cancellationToken))];
        var targets = _nights.SelectMany(night => night.Epochs.Where(epoch => epoch.Stage is not null).Select(epoch => (night, epoch))).ToArray();
        if (targets.Length == 0) throw new SleepVlmException($"{nights.Identity}: has no scored epoch to validate on");
        var stride = (int)Math.Ceiling((double)targets.Length / mostEpochs);
        var chosen = targets.Where((_, i) => i % stride == stride / 2).ToArray();
        var given = stage(chosen.Select(target => Window(target.night, target.epoch.Index, cancellationToken))).ToArray();
        return Agreement.Compare(Hypnogram(given), Hypnogram(chosen.Select(target => target.epoch.Stage)));
    }

    private static Hypnogram Hypnogram(IEnumerable<SleepStage?> stages) =>
        new("", null, [.. stages.Select((stage, i) => new ScoredEpoch(new EpochIndex(i), stage))], []);

    private static WindowQuestion Window(TrainingNight night, EpochIndex target, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pictures = night.WindowOf(target).Select(night.Picture).ToArray();
        return new WindowQuestion(pictures[0], pictures[1], pictures[2]);
    }
}
