namespace SleepVLM.Torch.Training;

/// <summary>Where nights to learn from come from. A night depends on its number alone, so that any point of a run can be come back to.</summary>
public interface INightSource
{
    /// <summary>What the nights are, in words; a run is continued only on the same.</summary>
    string Identity { get; }

    /// <summary>How many nights there are; null where there is no end of them.</summary>
    int? Count { get; }

    /// <summary>Windows of a usual night; nights of other lengths are drawn from as often as one of this.</summary>
    int UsualWindows { get; }

    /// <summary>Makes a night, from 0. Called on one thread at a time.</summary>
    /// <exception cref="SleepVLM.Contracts.SleepVlmException">The recording cannot be used; the sentence names it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    TrainingNight Create(int index, CancellationToken cancellationToken);
}
