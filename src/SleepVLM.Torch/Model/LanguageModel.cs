using SleepVLM.Torch.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>Qwen2.5's decoder: embeddings in, hidden states out; the head is tied to the embedding.</summary>
public sealed class LanguageModel : nn.Module<Tensor, DecoderPass, Tensor>
{
    private readonly Embedding embed_tokens;
    private readonly ModuleList<DecoderLayer> layers;
    private readonly RmsNorm norm;

    /// <param name="storage">How the weights are held.</param>
    /// <param name="config">The model's configuration.</param>
    public LanguageModel(WeightStorage storage, Qwen25VlConfig config) : base(nameof(LanguageModel))
    {
        embed_tokens = nn.Embedding_from_pretrained(storage.Weight(config.VocabSize, config.HiddenSize), freeze: false);
        layers = new ModuleList<DecoderLayer>([.. Enumerable.Range(0, config.NumHiddenLayers).Select(i => new DecoderLayer(storage.Below($"{nameof(layers)}.{i}"), config, i))]);
        norm = new RmsNorm(storage, config.HiddenSize, config.RmsNormEps);
        RegisterComponents();
    }

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<DecoderLayer> Layers => [.. layers];

    /// <summary>The norm behind the last layer.</summary>
    public Tensor Normalize(Tensor x) => norm.call(x);

    /// <summary>Token ids <c>[batch, length]</c> to embeddings <c>[batch, length, width]</c>.</summary>
    public Tensor Embed(Tensor ids) => embed_tokens.call(ids);

    /// <summary>Embeddings <c>[batch, new, width]</c> to normalised hidden states of the same shape; advances the cache.</summary>
    public override Tensor forward(Tensor embeddings, DecoderPass pass)
    {
        var x = embeddings;
        foreach (var layer in layers) x = layer.call(x, pass);
        pass.Cache?.Advance(embeddings.shape[1]);
        return norm.call(x);
    }

    /// <summary>Hidden states <c>[..., width]</c> to logits <c>[..., vocabulary]</c>.</summary>
    public Tensor Logits(Tensor hidden) => HalfLinear.Multiply(hidden, embed_tokens.weight!);
}
