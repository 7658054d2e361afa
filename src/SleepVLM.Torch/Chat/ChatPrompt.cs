using SleepVLM.Contracts;
using SleepVLM.Torch.Answers;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Tokens;
using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Chat;

/// <summary>A question laid out as tokens, ready to be read by the model it was made for.</summary>
public sealed class ChatPrompt
{
    private ChatPrompt(WindowPrompt layout, IReadOnlyList<GridThw> grids, IReadOnlyList<EpochImage> pictures, ChatDecoding decoding, AnswerGrammar? grammar) =>
        (Layout, Grids, Pictures, Decoding, Grammar) = (layout, grids, pictures, decoding, grammar);

    /// <summary>Tokens of the question, pictures included.</summary>
    public int TokenCount => Layout.Length;

    internal WindowPrompt Layout { get; }

    internal IReadOnlyList<GridThw> Grids { get; }

    internal IReadOnlyList<EpochImage> Pictures { get; }

    internal ChatDecoding Decoding { get; }

    internal AnswerGrammar? Grammar { get; }

    /// <summary>Tokens that question and answer may take together.</summary>
    internal int MostTokens => TokenCount + Decoding.MaxTokens + 1;

    internal static ChatPrompt Create(ChatQuestion question, BpeTokenizer tokenizer, Qwen25VlConfig config, AnswerGrammar? grammar)
    {
        var unit = config.Vision.PatchSize * config.Vision.SpatialMergeSize;
        var pictures = question.Pictures.Select(picture => Fitted(picture, unit)).ToArray();
        var grids = Array.ConvertAll(pictures, picture => ImagePatches.GridOf(picture.WidthPx, picture.HeightPx, config.Vision));
        var merged = config.Vision.SpatialMergeSize * config.Vision.SpatialMergeSize;
        var ids = PromptTokens.Create(tokenizer, question.Turns, Array.ConvertAll(grids, grid => grid.PatchCount / merged));
        return new ChatPrompt(WindowPrompt.Create(ids, grids, config), grids, pictures, question.Decoding, grammar);
    }

    /// <summary>Whether two questions differ in nothing but what their pictures show, so that they can be read side by side.</summary>
    internal bool IsLaidOutLike(ChatPrompt other) => Layout.Ids.AsSpan().SequenceEqual(other.Layout.Ids) && Grids.SequenceEqual(other.Grids);

    // In a size that the model takes.
    private static EpochImage Fitted(EpochImage picture, int unit)
    {
        var (width, height) = SmartResize.Fit(picture.WidthPx, picture.HeightPx, unit);
        return (width, height) == (picture.WidthPx, picture.HeightPx)
            ? picture
            : new EpochImage(picture.Index, width, height, BicubicResize.Resize(picture.Rgb.Span, picture.WidthPx, picture.HeightPx, width, height));
    }
}
