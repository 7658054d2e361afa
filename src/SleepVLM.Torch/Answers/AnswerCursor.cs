using System.Numerics;

namespace SleepVLM.Torch.Answers;

/// <summary>A place in an answer: everything that decides which byte may follow. Equal cursors allow the same tokens.</summary>
/// <param name="Part">Index of the part.</param>
/// <param name="At">Bytes of the literal, name or identifier written; in prose the place in an escape or character.</param>
/// <param name="Candidates">Bits of the names or identifiers that the bytes written so far may still become.</param>
/// <param name="Step">In a rule list: where between the identifiers; in prose: lowest byte that may continue the character.</param>
/// <param name="Used">Bits of the rules cited.</param>
/// <param name="Stage">The stage decided, or -1.</param>
internal readonly record struct AnswerCursor(int Part, int At, uint Candidates, int Step, uint Used, int Stage)
{
    public static readonly AnswerCursor Start = new(0, 0, 0, 0, 0, -1);

    private const int ItemQuote = 0, InItem = 1, AfterItem = 2, AfterComma = 3;

    public bool IsComplete(AnswerParts parts) => Part == parts.Parts.Count;

    public bool IsAtStageChoice(AnswerParts parts) => Part < parts.Parts.Count && parts.Parts[Part].Kind == PartKind.Stage && At == 0;

    public bool IsInProse(AnswerParts parts) => Part < parts.Parts.Count && parts.Parts[Part].Kind == PartKind.Prose;

    /// <summary>The place behind one more byte, or null where the byte may not stand.</summary>
    public AnswerCursor? Next(byte value, AnswerParts parts) => Part == parts.Parts.Count ? null : parts.Parts[Part].Kind switch
    {
        PartKind.Literal => NextLiteral(value, parts),
        PartKind.Stage => NextStage(value, parts),
        PartKind.Rules => NextRule(value, parts),
        _ => NextProse(value, parts),
    };

    private AnswerCursor? NextLiteral(byte value, AnswerParts parts)
    {
        var literal = parts.Parts[Part].Literal;
        if (value != literal[At]) return null;
        return At + 1 < literal.Length ? this with { At = At + 1 } : Open(Part + 1, parts);
    }

    private AnswerCursor Open(int part, AnswerParts parts)
    {
        var opened = this with { Part = part, At = 0, Step = 0, Candidates = 0 };
        if (part == parts.Parts.Count) return opened with { Used = 0, Stage = -1 };
        return parts.Parts[part].Kind switch
        {
            PartKind.Stage => opened with { Candidates = (1u << parts.StageNames.Count) - 1 },
            PartKind.Rules => opened with { Used = 0 },
            _ => opened,
        };
    }

    private AnswerCursor? NextStage(byte value, AnswerParts parts)
    {
        if (value == '"')
        {
            var whole = Finished(parts.StageNames);
            return whole < 0 ? null : Close(parts) with { Stage = whole };
        }

        var left = Narrowed(value, parts.StageNames);
        return left == 0 ? null : this with { At = At + 1, Candidates = left };
    }

    private AnswerCursor? NextRule(byte value, AnswerParts parts)
    {
        switch (Step)
        {
            case ItemQuote when value == '"':
                var open = (Stage >= 0 ? parts.RulesOfStage[Stage] : parts.AllRules) & ~Used;
                return this with { Step = InItem, At = 0, Candidates = open };
            case InItem when value == '"':
                var whole = Finished(parts.RuleIds);
                return whole < 0 ? null : this with { Step = AfterItem, At = 0, Candidates = 0, Used = Used | 1u << whole };
            case InItem:
                var left = Narrowed(value, parts.RuleIds);
                return left == 0 ? null : this with { At = At + 1, Candidates = left };
            case AfterItem when value == ']':
                return Close(parts) with { Used = 0 };
            case AfterItem when value == ',' && MoreRules(parts):
                return this with { Step = AfterComma };
            case AfterComma when value == ' ':
                return this with { Step = ItemQuote };
            default:
                return null;
        }
    }

    // JSON strings: no raw control characters, the short escapes, and whole UTF-8 characters (RFC 8259, RFC 3629).
    private AnswerCursor? NextProse(byte value, AnswerParts parts)
    {
        const int Escape = -1;
        if (At == Escape) return "\"\\/bfnrt"u8.Contains(value) ? this with { At = 0 } : null;
        if (At > 0)
        {
            var highest = Step >> 8;
            return value >= (Step & 0xFF) && value <= highest ? this with { At = At - 1, Step = At == 1 ? 0 : 0xBF80 } : null;
        }

        return value switch
        {
            (byte)'"' => Close(parts),
            (byte)'\\' => this with { At = Escape },
            < 0x20 => null,
            < 0x80 => this,
            >= 0xC2 and <= 0xDF => this with { At = 1, Step = 0xBF80 },
            0xE0 => this with { At = 2, Step = 0xBFA0 },
            0xED => this with { At = 2, Step = 0x9F80 },
            >= 0xE1 and <= 0xEF => this with { At = 2, Step = 0xBF80 },
            0xF0 => this with { At = 3, Step = 0xBF90 },
            >= 0xF1 and <= 0xF3 => this with { At = 3, Step = 0xBF80 },
            0xF4 => this with { At = 3, Step = 0x8F80 },
            _ => null,
        };
    }

    // The byte that ends an open piece is the first of the literal behind it.
    private AnswerCursor Close(AnswerParts parts) => parts.Parts[Part + 1].Literal.Length == 1
        ? Open(Part + 2, parts)
        : this with { Part = Part + 1, At = 1, Candidates = 0, Step = 0 };

    private bool MoreRules(AnswerParts parts) =>
        BitOperations.PopCount(Used) < AnswerShape.MostRules && ((Stage >= 0 ? parts.RulesOfStage[Stage] : parts.AllRules) & ~Used) != 0;

    private uint Narrowed(byte value, IReadOnlyList<byte[]> names)
    {
        var left = 0u;
        for (var bits = Candidates; bits != 0; bits &= bits - 1)
        {
            var name = names[BitOperations.TrailingZeroCount(bits)];
            if (At < name.Length && name[At] == value) left |= bits & ~(bits - 1);
        }

        return left;
    }

    private int Finished(IReadOnlyList<byte[]> names)
    {
        for (var bits = Candidates; bits != 0; bits &= bits - 1)
        {
            var index = BitOperations.TrailingZeroCount(bits);
            if (names[index].Length == At) return index;
        }

        return -1;
    }
}
