namespace SleepVLM.Torch.Training;

/// <summary>Nights whose windows show their target alone, to measure what neighbours are worth.</summary>
/// <param name="nights">The same with neighbours.</param>
public sealed class LoneEpochs(INightSource nights) : INightSource
{
    /// <inheritdoc/>
    public string Identity => $"{nights.Identity}, without neighbours";

    /// <inheritdoc/>
    public int? Count => nights.Count;

    /// <inheritdoc/>
    public int UsualWindows => nights.UsualWindows;

    /// <inheritdoc/>
    public TrainingNight Create(int index, CancellationToken cancellationToken)
    {
        var night = nights.Create(index, cancellationToken);
        return new TrainingNight(night.Name, night.Prepared, night.Epochs) { IsAlone = true };
    }
}
