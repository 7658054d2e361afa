using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Rows of a table by index.</summary>
public sealed class Embedding : Module<Tensor, Tensor>
{
    private readonly long? _paddingIndex;
    private Parameter _weight = null!;

    internal Embedding(long rows, long width, long? padding_idx, Device? device, ScalarType? dtype) : base(nameof(Embedding))
    {
        _paddingIndex = padding_idx;
        using var values = randn([rows, width], dtype, device);
        weight = new Parameter(values);
        if (padding_idx is not { } padding) return;
        using var unrecorded = no_grad();
        using var row = weight.select(0, padding);
        row.zero_();
    }

    internal Embedding(Parameter weight, long? padding_idx) : base(nameof(Embedding))
    {
        _paddingIndex = padding_idx;
        this.weight = weight;
    }

    /// <summary>[row, width].</summary>
    public Parameter weight
    {
        get => _weight;
        set => ConditionallyRegisterParameter(nameof(weight), _weight = value ?? throw new ArgumentNullException(nameof(weight)));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => functional.embedding(input, _weight, _paddingIndex);

    /// <summary>The field is registered already, by the property.</summary>
    protected override void RegisterComponents() { }
}
