using SleepVLM.Engine;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>A night to stage, with the scoring it is held against.</summary>
/// <param name="name">Name of its files.</param>
/// <param name="subject">Whose night.</param>
/// <param name="channels">Which channels are in view.</param>
internal abstract class NightSource(string name, string subject, string channels)
{
    public string Name { get; } = name;

    public string Subject { get; } = subject;

    public string Channels { get; } = channels;

    /// <summary>Everything that decides what is read, in words; equal words, equal signals.</summary>
    public abstract string Identify(CancellationToken cancellationToken);

    /// <summary>Reads the signals.</summary>
    public abstract NightReading Read(IReadingProgress progress, CancellationToken cancellationToken);

    /// <summary>The reference as JSON Lines of <c>epoch</c>, <c>stage</c> and <c>applicable_rules</c>.</summary>
    /// <param name="reading">What <see cref="Read"/> gave; null where the night was staged before.</param>
    /// <returns>Null where the reference needs the reading.</returns>
    public abstract string? Reference(NightReading? reading);
}
