using System.Text;
using System.Text.RegularExpressions;
using SleepVLM.Contracts;
using SleepVLM.Remote.Protocol;

namespace SleepVLM.Remote.Answers;

/// <summary>Reads the probabilities of the five stages off the tokens of an answer.</summary>
/// <remarks>
/// The tokenizer is not known, so tokens are taken as bytes. Where a stage is spelled by several tokens, such as <c>N</c> and <c>2</c>, its probability is the
/// product over the path. Alternatives on paths that the answer did not take are known only as far as they were spelled: what <c>N</c> would have become
/// when the answer says <c>W</c> is spread evenly over N1, N2 and N3 (<see cref="Spread"/>).
/// </remarks>
/// <param name="Hypnodensity">Renormalised over the five stages.</param>
/// <param name="Spread">Share, 0 to 1, that was spread evenly.</param>
internal sealed partial record StageProbabilities(Hypnodensity Hypnodensity, double Spread)
{
    /// <summary>A smaller share is lost in rounding and not worth a note.</summary>
    public const double NoteworthySpread = 0.01;

    private static readonly string[] Names = Enum.GetNames<SleepStage>();

    /// <summary>Reads an answer's tokens.</summary>
    /// <param name="tokens">All tokens in their order.</param>
    /// <param name="stage">The stage that the answer was understood to name.</param>
    /// <returns>Null where the tokens do not show it.</returns>
    public static StageProbabilities? Of(IReadOnlyList<AnswerToken> tokens, SleepStage stage)
    {
        // One character for each byte, so that places in the text are places in the bytes.
        var text = string.Concat(tokens.Select(token => Encoding.Latin1.GetString(token.Utf8)));
        if (StageValue().Matches(text).LastOrDefault() is not { } match) return null;
        var value = match.Groups["stage"];
        return value.Value.Equals(stage.ToString(), StringComparison.OrdinalIgnoreCase) ? Of(tokens, value.Index, value.Length) : null;
    }

    private static StageProbabilities? Of(IReadOnlyList<AnswerToken> tokens, int from, int length)
    {
        var shares = new double[Names.Length];
        var (path, written, spread, at) = (1.0, "", 0.0, 0);
        foreach (var token in tokens)
        {
            var start = at;
            at += token.Utf8.Length;
            if (at <= from) continue;
            if (start >= from + length) break;
            var lead = start < from ? Encoding.Latin1.GetString(token.Utf8, 0, from - start) : "";
            var taken = Spelled(token.Utf8, lead)!;
            foreach (var choice in token.Choices.Where(choice => !choice.Utf8.AsSpan().SequenceEqual(token.Utf8)))
            {
                if (Spelled(choice.Utf8, lead) is not { Length: > 0 } spelled) continue;
                var stages = StagesOf(written + spelled);
                var probability = path * Math.Exp(choice.LogProbability);
                foreach (var one in stages) shares[one] += probability / stages.Length;
                if (stages.Length > 1) spread += probability;
            }

            path *= Math.Exp(token.LogProbability);
            written += taken;
        }

        var named = StagesOf(written);
        if (named.Length == 1) shares[named[0]] += path;
        var sum = shares.Sum();
        // Without alternatives there is nothing to tell.
        return named.Length != 1 || !double.IsFinite(sum) || sum <= 0 || !tokens.Any(token => token.Choices.Count > 1) ? null
            : new StageProbabilities(Hypnodensity.FromValues(Array.ConvertAll(shares, share => (float)(share / sum))), spread / sum);
    }

    // What a token spells of the stage: without what must stand before it, up to the closing quote; null where it spells something else before.
    private static string? Spelled(byte[] utf8, string lead)
    {
        var text = Encoding.Latin1.GetString(utf8);
        if (!text.StartsWith(lead, StringComparison.Ordinal)) return null;
        var rest = text[lead.Length..];
        var quote = rest.IndexOf('"', StringComparison.Ordinal);
        return quote < 0 ? rest : rest[..(quote + 1)];
    }

    // A closed spelling is one stage or none; an open one may still become several.
    private static int[] StagesOf(string spelled) =>
        [.. Enumerable.Range(0, Names.Length).Where(stage => $"{Names[stage]}\"".StartsWith(spelled, StringComparison.OrdinalIgnoreCase))];

    [GeneratedRegex("\"sleep_stage\"\\s*:\\s*\"(?<stage>W|N1|N2|N3|R)\"", RegexOptions.IgnoreCase)]
    private static partial Regex StageValue();
}
