using TorchSharp.Compat;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Rows of a table by index.</summary>
public sealed class Embedding : Module<Tensor, Tensor>
{
    private readonly EmbeddingOptions _options;
    private Parameter _weight = null!;

    internal Embedding(long rows, long width, EmbeddingOptions options, Device? device, ScalarType? dtype) : base(nameof(Embedding))
    {
        _options = options;
        using var values = randn([rows, width], dtype, device);
        weight = new Parameter(values);
        if (options.PaddingIndex is not { } padding) return;
        using var unrecorded = no_grad();
        using var row = _weight.select(0, padding);
        row.zero_();
    }

    internal Embedding(Parameter weight, EmbeddingOptions options) : base(nameof(Embedding))
    {
        _options = options;
        this.weight = weight;
    }

    /// <summary>[row, width].</summary>
    public Parameter? weight
    {
        get => _weight;
        set => ConditionallyRegisterParameter(nameof(weight), _weight = value ?? throw new ArgumentNullException(nameof(weight)));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (_options.MaxNorm is { } limit)
        {
            using var unrecorded = no_grad();
            using var flat = input.contiguous();
            s_renormalize.CallInPlace(_weight, flat, limit, _options.NormType);
        }
        return s_embedding.Call(_weight, input, _options.PaddingIndex ?? -1, _options.ScaleGradientByFrequency, _options.Sparse);
    }

    /// <summary>The field is registered already, by the property.</summary>
    protected override void RegisterComponents() { }

    private static readonly Operator s_embedding = new("embedding");
    private static readonly Operator s_renormalize = new("embedding_renorm_");
}

/// <summary>What an embedding does beside looking up rows.</summary>
/// <param name="PaddingIndex">A row that is never learned.</param>
/// <param name="MaxNorm">Rows longer than this are shortened when they are looked up.</param>
/// <param name="NormType">The exponent of that length.</param>
/// <param name="ScaleGradientByFrequency">Divide a row's gradient by how often it was looked up.</param>
/// <param name="Sparse">Keep the gradient as rows.</param>
internal sealed record EmbeddingOptions(long? PaddingIndex, double? MaxNorm, double NormType, bool ScaleGradientByFrequency, bool Sparse);
