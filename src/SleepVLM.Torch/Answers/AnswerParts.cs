using System.Text;
using SleepVLM.Contracts;
using SleepVLM.Engine.Staging;

namespace SleepVLM.Torch.Answers;

/// <summary>What stands at a place of the answer.</summary>
internal enum PartKind
{
    Literal,
    Stage,
    Rules,
    Prose,
}

/// <summary>A piece of the answer. The literal behind an open piece begins with the byte that ends it.</summary>
internal sealed record AnswerPart(PartKind Kind, byte[] Literal);

/// <summary>The answer as alternating literals and open pieces, spelt as <see cref="AnswerFormat"/> spells it.</summary>
internal sealed class AnswerParts
{
    public AnswerParts(AnswerShape shape)
    {
        var parts = new List<AnswerPart>();
        var literal = new StringBuilder(shape.Fenced ? "```json\n{" : "{");
        foreach (var (index, key) in shape.Keys.Index())
        {
            var (kind, open, close) = key switch
            {
                AnswerFormat.SleepStageKey => (PartKind.Stage, "\"", "\""),
                AnswerFormat.ApplicableRules => (PartKind.Rules, "[", "]"),
                AnswerFormat.ReasoningText => (PartKind.Prose, "\"", "\""),
                _ => throw new ArgumentException($"'{key}' is not a key of the answer", nameof(shape)),
            };
            literal.Append(index == 0 ? "" : ", ").Append('"').Append(key).Append("\": ").Append(open);
            parts.Add(new AnswerPart(PartKind.Literal, Encoding.ASCII.GetBytes(literal.ToString())));
            parts.Add(new AnswerPart(kind, []));
            literal.Clear().Append(close);
        }

        literal.Append(shape.Fenced ? "}\n```" : "}");
        parts.Add(new AnswerPart(PartKind.Literal, Encoding.ASCII.GetBytes(literal.ToString())));
        Parts = parts;
        RuleIds = [.. shape.RulesByStage.Values.SelectMany(ids => ids).Distinct().Select(Encoding.ASCII.GetBytes)];
        if (RuleIds.Count > 32) throw new ArgumentException("more than 32 rules", nameof(shape));
        StageNames = [.. Enum.GetNames<SleepStage>().Select(Encoding.ASCII.GetBytes)];
        RulesOfStage = [.. Enum.GetValues<SleepStage>().Select(stage => MaskOf(shape.RulesByStage.GetValueOrDefault(stage) ?? []))];
    }

    public IReadOnlyList<AnswerPart> Parts { get; }

    public IReadOnlyList<byte[]> RuleIds { get; }

    public IReadOnlyList<byte[]> StageNames { get; }

    /// <summary>Bit i: rule i may be cited for the stage.</summary>
    public IReadOnlyList<uint> RulesOfStage { get; }

    public uint AllRules => RuleIds.Count == 32 ? uint.MaxValue : (1u << RuleIds.Count) - 1;

    private uint MaskOf(IReadOnlyList<string> ids) => ids.Aggregate(0u, (mask, id) => mask | 1u << IndexOf(id));

    private int IndexOf(string id)
    {
        for (var i = 0; i < RuleIds.Count; i++)
            if (RuleIds[i].AsSpan().SequenceEqual(Encoding.ASCII.GetBytes(id))) return i;
        throw new ArgumentException($"rule {id} is not in the list");
    }
}
