namespace SleepVLM.Torch.Tokens;

/// <summary>A token that is found in text as a whole, before any other cutting.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">Its spelling, for example <c>&lt;|im_end|&gt;</c>.</param>
/// <param name="IsSpecial">Whether a reader may leave it out of decoded text.</param>
public sealed record AddedToken(int Id, string Content, bool IsSpecial = true);

/// <summary>Spellings of the added tokens that the chat template and the pictures need.</summary>
public static class QwenTokens
{
    /// <summary>Ends a document; also fills short rows.</summary>
    public const string EndOfText = "<|endoftext|>";

    /// <summary>Starts a turn.</summary>
    public const string TurnStart = "<|im_start|>";

    /// <summary>Ends a turn.</summary>
    public const string TurnEnd = "<|im_end|>";

    /// <summary>Before a picture.</summary>
    public const string VisionStart = "<|vision_start|>";

    /// <summary>After a picture.</summary>
    public const string VisionEnd = "<|vision_end|>";

    /// <summary>Stands for one merged patch of a picture.</summary>
    public const string ImagePad = "<|image_pad|>";

    /// <summary>Qwen2.5's added tokens in the order of their ids, which follow the vocabulary's.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        EndOfText, TurnStart, TurnEnd, "<|object_ref_start|>", "<|object_ref_end|>", "<|box_start|>", "<|box_end|>",
        "<|quad_start|>", "<|quad_end|>", VisionStart, VisionEnd, "<|vision_pad|>", ImagePad, "<|video_pad|>",
        "<tool_call>", "</tool_call>", "<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>", "<|fim_pad|>",
        "<|repo_name|>", "<|file_sep|>",
    ];

    /// <summary>The few that a small model of ours needs, in the order of their ids.</summary>
    public static IReadOnlyList<string> Small { get; } = [EndOfText, TurnStart, TurnEnd, VisionStart, VisionEnd, ImagePad];

    /// <summary>The four from <c>&lt;tool_call&gt;</c> on are text to Qwen, not control.</summary>
    internal static bool IsControl(string content) =>
        content.StartsWith("<|", StringComparison.Ordinal)
        && !content.StartsWith("<|fim_", StringComparison.Ordinal) && content is not ("<|repo_name|>" or "<|file_sep|>");
}
