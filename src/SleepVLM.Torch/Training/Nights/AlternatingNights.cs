namespace SleepVLM.Torch.Training;

/// <summary>Nights of two sources in turn, for as long as the run lasts; a source that ends is begun again.</summary>
/// <param name="first">Gives every other night.</param>
/// <param name="second">Gives the others.</param>
public sealed class AlternatingNights(INightSource first, INightSource second) : INightSource
{
    /// <inheritdoc/>
    public string Identity => $"in turn {first.Identity} and {second.Identity}";

    /// <inheritdoc/>
    public int? Count => null;

    /// <summary>As many as a night of the source with shorter nights has, so that none of its epochs comes again and again beside longer nights.</summary>
    public int UsualWindows => Math.Min(first.UsualWindows, second.UsualWindows);

    /// <inheritdoc/>
    public TrainingNight Create(int index, CancellationToken cancellationToken)
    {
        var (source, at) = (index % 2 == 0 ? first : second, index / 2);
        return source.Create(source.Count is { } count ? at % count : at, cancellationToken);
    }
}
