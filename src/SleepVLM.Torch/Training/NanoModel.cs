using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Staging;
using SleepVLM.Torch.Tokens;
using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Training;

/// <summary>The small model that is trained from nothing: Qwen2.5-VL's architecture with about 9 million weights.</summary>
public static class NanoModel
{
    /// <summary>Name of the model.</summary>
    public const string Name = "nano";

    /// <summary>Prompt it is trained with.</summary>
    public const string Prompt = "stage-epoch-small";

    /// <summary>Style of the pictures that it sees.</summary>
    public const string Style = RenderStyle.Wide;

    /// <summary>Tokens of its vocabulary.</summary>
    public const int VocabularySize = 1536;

    /// <summary>Keys of its answers: the stage comes first, so that its probabilities owe nothing to prose that was drawn before it.</summary>
    public static readonly IReadOnlyList<string> AnswerKeys = [AnswerFormat.SleepStageKey, AnswerFormat.ApplicableRules, AnswerFormat.ReasoningText];

    // The special tokens are the vocabulary's.
    private static readonly Qwen25VlConfig Sizes = new(
        VocabSize: 0, HiddenSize: 256, IntermediateSize: 704, NumHiddenLayers: 6, NumAttentionHeads: 8, NumKeyValueHeads: 2,
        RmsNormEps: 1e-6, RopeTheta: 10_000, MropeSection: [4, 6, 6],
        ImageTokenId: 0, VisionStartTokenId: 0, VisionEndTokenId: 0, EosTokenId: 0, PadTokenId: 0,
        Vision: new VisionConfig(
            Depth: 6, HiddenSize: 192, IntermediateSize: 512, NumHeads: 6, InChannels: 3, OutHiddenSize: 256, PatchSize: 56,
            SpatialMergeSize: 2, TemporalPatchSize: 2, WindowSize: 448, FullattBlockIndexes: [2, 5]));

    /// <summary>Sizes for a vocabulary: patches of 56 pixels are as high as a channel's band; a picture of 896 x 336 pixels has 96 of them and 24 tokens.</summary>
    public static Qwen25VlConfig Config(BpeTokenizer tokenizer) => Sizes.Speaking(tokenizer);
}
