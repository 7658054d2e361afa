using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;

namespace SleepVLM.Torch.Training;

/// <summary>A night to learn from; pictures are drawn when asked for, which takes a quarter of the memory of the pictures themselves.</summary>
/// <param name="name">Shown name.</param>
/// <param name="prepared">The filtered signals.</param>
/// <param name="epochs">The epochs to learn from, in order; epochs without a label may be left out.</param>
public sealed class TrainingNight(string name, PreparedNight prepared, IReadOnlyList<TrainingEpoch> epochs)
{
    private readonly EpochImageRenderer _renderer = new(prepared.Style);
    private readonly Dictionary<EpochIndex, SleepStage?> _stages = epochs.ToDictionary(epoch => epoch.Index, epoch => epoch.Stage);

    /// <summary>Shown name.</summary>
    public string Name { get; } = name;

    /// <summary>The filtered signals.</summary>
    public PreparedNight Prepared { get; } = prepared;

    /// <summary>The epochs to learn from, in order.</summary>
    public IReadOnlyList<TrainingEpoch> Epochs { get; } = epochs;

    /// <summary>Whether windows show their target alone; then it stands in for both neighbours.</summary>
    /// <value>false.</value>
    public bool IsAlone { get; init; }

    /// <summary>The epochs a window shows: before, target, after; the target stands in for a neighbour without a signal, as in staging.</summary>
    public EpochIndex[] WindowOf(EpochIndex target) => [Or(target.Value - 1, target), target, Or(target.Value + 1, target)];

    /// <summary>Stage of an epoch; null where nobody scored it.</summary>
    public SleepStage? StageOf(EpochIndex index) => _stages.GetValueOrDefault(index);

    /// <summary>Draws an epoch.</summary>
    public EpochImage Picture(EpochIndex index) => _renderer.Render(Prepared, index);

    private EpochIndex Or(int neighbour, EpochIndex target) =>
        !IsAlone && neighbour >= 0 && neighbour < Prepared.EpochCount && Prepared.WhyUnscorable(new EpochIndex(neighbour)) is null ? new EpochIndex(neighbour) : target;
}

/// <summary>One epoch to learn from.</summary>
/// <param name="Index">Which.</param>
/// <param name="Stage">Its stage; null where nobody scored it: then its picture teaches perception alone.</param>
/// <param name="Rules">The rules that apply; may be empty.</param>
/// <param name="Rationale">Why, in prose; null where nobody wrote it: then the epoch is on the coarse track alone.</param>
/// <param name="Questions">Questions about its window with short answers.</param>
public sealed record TrainingEpoch(
    EpochIndex Index, SleepStage? Stage, IReadOnlyList<RuleId> Rules, string? Rationale, IReadOnlyList<QuestionTurn> Questions);

/// <summary>A question about a window of three epochs.</summary>
/// <param name="Question">As a clinician asks.</param>
/// <param name="Answer">A sentence or two.</param>
public sealed record QuestionTurn(string Question, string Answer);
