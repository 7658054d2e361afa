using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Inspection;

/// <summary>Memory that a model takes, told from its sizes.</summary>
internal static class MemoryNeed
{
    // The runtime, libtorch, the tables of the files and the pieces they are read in; measured.
    private const long Around = 200L << 20;

    /// <summary>Bytes of all weights in memory: packed ones as they are, the rest in the model's element type.</summary>
    public static long Weights(IReadOnlyList<PlannedTensor> plan, ScalarType dtype) =>
        plan.Sum(tensor => tensor.ElementCount * (tensor.IsInteger || tensor.Name.EndsWith(".scales", StringComparison.Ordinal) ? sizeof(int) : Size(dtype)));

    /// <summary>Most bytes while loading: weights are read in place.</summary>
    public static long Load(long weights) => weights + Around;

    /// <summary>Most bytes while staging: keys and values of a batch and of the beginning they share, and the widest layer's activations while the questions are read.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="weights">Bytes of the weights.</param>
    /// <param name="dtype">Element type.</param>
    /// <param name="promptTokens">Tokens of a question.</param>
    /// <param name="answerTokens">Longest answer.</param>
    /// <param name="newTokens">Tokens of a question that differ between windows.</param>
    /// <param name="batch">Windows answered together.</param>
    public static long Run(Qwen25VlConfig config, long weights, ScalarType dtype, int promptTokens, int answerTokens, int newTokens, int batch)
    {
        var size = Size(dtype);
        var perToken = 2L * config.NumHiddenLayers * config.NumKeyValueHeads * config.HeadWidth * size;
        var cache = perToken * (((long)batch * (promptTokens + answerTokens)) + promptTokens);
        var activations = (long)batch * newTokens * ((3L * config.IntermediateSize) + (8L * config.HiddenSize)) * size;
        // Scores of one layer, twice: before and behind the softmax. The repeated keys and values come to less.
        var scores = 2L * config.NumAttentionHeads * newTokens * promptTokens * sizeof(float) * batch;
        var logits = 3L * batch * config.VocabSize * sizeof(float);
        return Load(weights) + cache + activations + scores + logits;
    }

    private static int Size(ScalarType dtype) => dtype switch
    {
        ScalarType.Float64 => 8,
        ScalarType.Float32 => 4,
        _ => 2,
    };
}
