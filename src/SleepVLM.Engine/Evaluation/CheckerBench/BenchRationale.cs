using System.Globalization;
using System.Text.RegularExpressions;
using SleepVLM.Contracts;
using SleepVLM.Engine.Staging.Rationales;

namespace SleepVLM.Engine.Evaluation.CheckerBench;

/// <summary>A rationale that is right, with all that is needed to make it wrong.</summary>
/// <param name="Evidence">What it was composed from.</param>
/// <param name="Seed">Seed of its phrasing.</param>
/// <param name="Montage">Channels of the recording.</param>
/// <param name="Known">Every event known in and around the epoch, told or not: found ones and, in a simulated night, true ones.</param>
internal sealed partial record BenchRationale(EpochEvidence Evidence, ulong Seed, Montage Montage, IReadOnlyList<SleepEvent> Known)
{
    /// <summary>The right text with its rules.</summary>
    public ToldDecision Right { get; } = Tell(Evidence.Stage, RationaleComposer.Compose(Evidence, Seed));

    /// <summary>Start of the epoch, seconds from the start of the recording.</summary>
    public double Onset => Evidence.Measured.Index.OnsetSeconds;

    /// <summary>EEG channels of the recording.</summary>
    public IEnumerable<ChannelRole> EegRoles => Montage.Channels.Select(channel => channel.Role).Where(role => role <= ChannelRole.O2);

    /// <summary>The same told from other evidence; null where the text does not show the difference.</summary>
    public ToldDecision? Retold(EpochEvidence altered)
    {
        var told = Tell(Evidence.Stage, RationaleComposer.Compose(altered, Seed));
        return told.Text == Right.Text ? null : told;
    }

    /// <summary>The same told from other evidence; null where the text does not tell a figure that it did not tell before.</summary>
    /// <param name="altered">The evidence.</param>
    /// <param name="figure">The figure to be told.</param>
    public ToldDecision? Retold(EpochEvidence altered, ToldFigure figure) =>
        Retold(altered) is { } told && Figures(told.Text).Except(Figures(Right.Text)).Any(figure.IsToldBy) ? told : null;

    /// <summary>The same with one more sentence before the last, which concludes.</summary>
    public ToldDecision With(string sentence)
    {
        var last = Right.Text.TrimEnd('.').LastIndexOf(". ", StringComparison.Ordinal);
        return Right with { Text = last < 0 ? $"{sentence} {Right.Text}" : $"{Right.Text[..(last + 1)]} {sentence}{Right.Text[(last + 1)..]}" };
    }

    /// <summary>Whether an event of the kind is known within a distance of a moment of the epoch.</summary>
    public bool IsKnown(SleepEventKind kind, double second, double withinSeconds) => Known.Any(known => known.Kind == kind
        && known.OnsetSeconds - withinSeconds < Onset + second && known.EndSeconds + withinSeconds > Onset + second);

    /// <summary>Numbers with their units; in a list of times the unit may stand behind the last.</summary>
    private static IEnumerable<(double Value, string Unit)> Figures(string text) => Figure().Matches(text).Select(match =>
        (double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), match.Groups[2].Value));

    [GeneratedRegex(@"(?<![A-Za-z\d.])(\d+(?:\.\d+)?) (s|uV|Hz|%)")]
    private static partial Regex Figure();

    private static ToldDecision Tell(SleepStage stage, ComposedRationale composed) => new(stage, composed.Text, composed.Rules);
}

/// <summary>A decision as told.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Text">The rationale.</param>
/// <param name="Rules">The rules cited.</param>
internal sealed record ToldDecision(SleepStage Stage, string Text, IReadOnlyList<RuleId> Rules);

/// <summary>A figure that a text is to tell.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit: <c>s</c>, <c>uV</c>, <c>Hz</c> or <c>%</c>.</param>
/// <param name="Rounding">How far the told figure may be off.</param>
internal readonly record struct ToldFigure(double Value, string Unit, double Rounding)
{
    public bool IsToldBy((double Value, string Unit) told) => told.Unit == Unit && Math.Abs(told.Value - Value) <= Rounding;
}
