namespace SleepVLM.Torch.Weights;

/// <summary>Sizes of a Qwen2.5-VL model; names as in Hugging Face's config.json.</summary>
/// <param name="VocabSize">Tokens.</param>
/// <param name="HiddenSize">Width of the language model.</param>
/// <param name="IntermediateSize">Width inside its feed-forward.</param>
/// <param name="NumHiddenLayers">Layers.</param>
/// <param name="NumAttentionHeads">Query heads.</param>
/// <param name="NumKeyValueHeads">Key-value heads, each shared by several query heads.</param>
/// <param name="RmsNormEps">Epsilon of the norms.</param>
/// <param name="RopeTheta">Base of the rotary frequencies.</param>
/// <param name="MropeSection">How many frequencies follow time, row and column; together half the head width.</param>
/// <param name="ImageTokenId">Image pad.</param>
/// <param name="VisionStartTokenId">Before a picture.</param>
/// <param name="VisionEndTokenId">After a picture.</param>
/// <param name="EosTokenId">End of a turn.</param>
/// <param name="PadTokenId">Padding.</param>
/// <param name="Vision">The vision tower.</param>
public sealed record Qwen25VlConfig(
    int VocabSize, int HiddenSize, int IntermediateSize, int NumHiddenLayers, int NumAttentionHeads, int NumKeyValueHeads,
    double RmsNormEps, double RopeTheta, IReadOnlyList<int> MropeSection,
    int ImageTokenId, int VisionStartTokenId, int VisionEndTokenId, int EosTokenId, int PadTokenId, VisionConfig Vision)
{
    /// <summary>Width of an attention head.</summary>
    public int HeadWidth => HiddenSize / NumAttentionHeads;

    /// <summary>Reads and checks <c>config.json</c> of a model folder.</summary>
    /// <exception cref="WeightFormatException">The file is missing, damaged, or its sizes do not fit together.</exception>
    public static Qwen25VlConfig Read(string folder) => ConfigFile.Read(Path.Combine(folder, ConfigFile.Name)).Validated(folder);

    /// <summary>Writes <c>config.json</c> into a model folder.</summary>
    public void Write(string folder) => ConfigFile.Write(Path.Combine(folder, ConfigFile.Name), this);

    private Qwen25VlConfig Validated(string folder)
    {
        Require(NumAttentionHeads > 0 && HiddenSize % NumAttentionHeads == 0, "hidden_size must be a multiple of num_attention_heads");
        Require(NumKeyValueHeads > 0 && NumAttentionHeads % NumKeyValueHeads == 0, "num_attention_heads must be a multiple of num_key_value_heads");
        Require(HeadWidth % 2 == 0 && MropeSection.Count == 3 && MropeSection.Sum() == HeadWidth / 2, $"mrope_section must be three numbers that add up to {HeadWidth / 2}");
        Require(VocabSize is > 0 and < 10_000_000 && NumHiddenLayers is > 0 and < 1000 && IntermediateSize is > 0 and < 1_000_000, "a size of the language model is out of range");
        Require(HiddenSize is > 0 and < 100_000, "hidden_size is out of range");
        Require(Vision.Depth is > 0 and < 1000 && Vision.HiddenSize is > 0 and < 100_000 && Vision.IntermediateSize is > 0 and < 1_000_000, "a size of the vision tower is out of range");
        Require(Vision.NumHeads > 0 && Vision.HiddenSize % Vision.NumHeads == 0 && Vision.HiddenSize / Vision.NumHeads % 4 == 0, "the vision tower's head width must be a multiple of 4");
        Require(Vision.OutHiddenSize == HiddenSize, "vision_config.out_hidden_size must equal hidden_size");
        Require(Vision.PatchSize is > 0 and < 1000 && Vision.SpatialMergeSize is > 0 and < 16 && Vision.TemporalPatchSize is > 0 and < 16, "a patch size is out of range");
        Require(Vision.WindowSize / Vision.SpatialMergeSize / Vision.PatchSize >= 1, "window_size must hold at least one merged token");
        return this;

        void Require(bool good, string problem)
        {
            if (!good) throw new WeightFormatException(Path.Combine(folder, ConfigFile.Name), problem);
        }
    }
}
