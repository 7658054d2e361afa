using SleepVLM.Torch.Images;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>Qwen2.5-VL (Bai et al. 2025, arXiv 2502.13923), module names as in Hugging Face transformers.</summary>
public sealed class Qwen25Vl : nn.Module
{
    private const long MostSettled = 100_000_000;

    private readonly Towers model;

    /// <param name="config">Sizes of both towers.</param>
    /// <param name="storage">How the weights are held; single precision in the processor's memory where left out.</param>
    public Qwen25Vl(Qwen25VlConfig config, WeightStorage? storage = null) : base(nameof(Qwen25Vl))
    {
        Config = config;
        model = new Towers((storage ?? WeightStorage.Single).Below(nameof(model)), config);
        RegisterComponents();
    }

    /// <summary>Sizes of both towers.</summary>
    public Qwen25VlConfig Config { get; }

    /// <summary>The vision tower.</summary>
    public VisionTower Vision => model.visual;

    /// <summary>The language model.</summary>
    public LanguageModel Language => model.language_model;

    /// <summary>Element type of the weights.</summary>
    public ScalarType Dtype => parameters().First().dtype;

    /// <summary>Where the weights lie.</summary>
    public Device Device => parameters().First().device;

    /// <summary>Pixels of several images to their tokens, one after the other, <c>[tokens, width]</c>.</summary>
    public Tensor EncodeImages(PatchPixels pixels, IReadOnlyList<GridThw> grids) => model.visual.call(pixels.To(Dtype), grids);

    /// <summary>
    /// Embeds ids <c>[batch, length]</c> and puts image tokens in their places.
    /// </summary>
    /// <param name="ids">Token ids, int64.</param>
    /// <param name="imageTokens"><c>[places, width]</c>, in the order of the places.</param>
    /// <param name="imagePlaces">Flat positions (row * length + column) of the image pads, int64.</param>
    public Tensor Embed(Tensor ids, Tensor imageTokens, Tensor imagePlaces)
    {
        var text = model.language_model.Embed(ids);
        return text.view(-1, Config.HiddenSize).index_copy(0, imagePlaces, imageTokens).view(text.shape);
    }

    /// <summary>Embeds ids <c>[batch, length]</c> that hold no image.</summary>
    public Tensor Embed(Tensor ids) => model.language_model.Embed(ids);

    /// <summary>Mask <c>[rows, columns]</c>: row i is the i-th of the last <paramref name="rows"/> of <paramref name="columns"/> tokens; it sees itself and everything before.</summary>
    public Tensor CausalMask(long rows, long columns) =>
        full([rows, columns], float.NegativeInfinity, device: Device).triu(columns - rows + 1).to(Dtype);

    /// <summary>Embeddings <c>[batch, new, width]</c> to hidden states of the same shape.</summary>
    public Tensor Decode(Tensor embeddings, DecoderPass pass) => model.language_model.call(embeddings, pass);

    /// <summary>Hidden states <c>[..., width]</c> to logits <c>[..., vocabulary]</c>.</summary>
    public Tensor Logits(Tensor hidden) => model.language_model.Logits(hidden);

    /// <summary>
    /// Takes the weights as they are now for good: layers that read the same input are multiplied together, and those of a small model in float32 on a processor
    /// are laid out for single steps too, which takes as much memory again.
    /// </summary>
    public void Settle()
    {
        if (TensorPlan.ParameterCount(Config) <= MostSettled)
            foreach (var layer in Language.modules().OfType<SingleLinear>()) layer.Settle();
        // Beside packed layers an adapter is kept apart, which each layer adds by itself.
        if (modules().Any(module => module is PackedLinear)) return;
        foreach (var attention in Language.modules().OfType<GroupedQueryAttention>()) attention.Settle();
        foreach (var mlp in modules().OfType<GatedMlp>()) mlp.Settle();
    }

    private sealed class Towers : nn.Module
    {
        public readonly VisionTower visual;
        public readonly LanguageModel language_model;

        public Towers(WeightStorage storage, Qwen25VlConfig config) : base(nameof(Towers))
        {
            visual = new VisionTower(storage.Below(nameof(visual)), config.Vision);
            language_model = new LanguageModel(storage.Below(nameof(language_model)), config);
            RegisterComponents();
        }
    }
}
