using SleepVLM.Torch.Tokens;

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
    public static Qwen25VlConfig Read(string folder) => ConfigReader.Read(Path.Combine(folder, ConfigFile.Name));

    /// <summary>The same sizes with the special tokens of a vocabulary, and room for all of it.</summary>
    /// <exception cref="TokenizerFormatException">It lacks one of them.</exception>
    public Qwen25VlConfig Speaking(BpeTokenizer tokenizer) => this with
    {
        VocabSize = Math.Max(VocabSize, tokenizer.Count), ImageTokenId = tokenizer.AddedId(QwenTokens.ImagePad), VisionStartTokenId = tokenizer.AddedId(QwenTokens.VisionStart),
        VisionEndTokenId = tokenizer.AddedId(QwenTokens.VisionEnd), EosTokenId = tokenizer.AddedId(QwenTokens.TurnEnd), PadTokenId = tokenizer.AddedId(QwenTokens.EndOfText),
    };

    /// <summary>Writes <c>config.json</c> into a model folder.</summary>
    /// <exception cref="WeightFormatException">The sizes do not fit together.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Write(string folder)
    {
        var path = Path.Combine(folder, ConfigFile.Name);
        ConfigRules.Check(this, path);
        ConfigFile.Write(path, this);
    }
}
