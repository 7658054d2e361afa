using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>What convolutions of one, two and three dimensions share.</summary>
public abstract class Convolution : Module<Tensor, Tensor>
{
    private Parameter? _bias;
    private Parameter _weight = null!;

    private protected Convolution(string name, ConvolutionShape shape, bool hasBias, Device? device, ScalarType? dtype) : base(name)
    {
        Shape = shape;
        var fanIn = shape.In / shape.Groups;
        foreach (var extent in shape.Kernel) fanIn *= extent;
        weight = Layer.Weight([shape.Out, shape.In / shape.Groups, .. shape.Kernel], fanIn, device, dtype);
        if (hasBias) bias = Layer.Weight([shape.Out], fanIn, device, dtype);
    }

    private protected ConvolutionShape Shape { get; }

    /// <summary>Channels of the input.</summary>
    public long in_channels => Shape.In;

    /// <summary>Channels of the output.</summary>
    public long out_channels => Shape.Out;

    /// <summary>[output]; null where there is none.</summary>
    public Parameter? bias
    {
        get => _bias;
        set => ConditionallyRegisterParameter(nameof(bias), _bias = value);
    }

    /// <summary>[output, input / groups, kernel...].</summary>
    public Parameter weight
    {
        get => _weight;
        set => ConditionallyRegisterParameter(nameof(weight), _weight = value ?? throw new ArgumentNullException(nameof(weight)));
    }

    /// <summary>The fields are registered already, by the properties.</summary>
    protected override void RegisterComponents() { }

    /// <summary>The input continued beyond its edges where that is not left to the convolution itself (which knows zeros only).</summary>
    private protected Tensor Padded(Tensor input)
    {
        if (Shape.PadsInside) return input.alias();
        var pairs = new List<long>();
        for (var i = Shape.Padding.Length - 1; i >= 0; i--) pairs.AddRange([Shape.Padding[i], Shape.Padding[i]]);
        return functional.pad(input, [.. pairs], Shape.Mode);
    }
}

/// <summary>Convolution over [batch, channel, length].</summary>
public sealed class Conv1d : Convolution
{
    internal Conv1d(ConvolutionShape shape, bool hasBias, Device? device, ScalarType? dtype) : base(nameof(Conv1d), shape, hasBias, device, dtype) { }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var padded = Padded(input);
        return functional.conv1d(padded, weight, bias, Shape.Stride[0], Shape.InnerPadding[0], Shape.Dilation[0], Shape.Groups);
    }
}

/// <summary>Convolution over [batch, channel, height, width].</summary>
public sealed class Conv2d : Convolution
{
    internal Conv2d(ConvolutionShape shape, bool hasBias, Device? device, ScalarType? dtype) : base(nameof(Conv2d), shape, hasBias, device, dtype) { }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var padded = Padded(input);
        return functional.conv2d(padded, weight, bias, Shape.Stride, Shape.InnerPadding, Shape.Dilation, Shape.Groups);
    }
}

/// <summary>Convolution over [batch, channel, depth, height, width].</summary>
public sealed class Conv3d : Convolution
{
    internal Conv3d(ConvolutionShape shape, bool hasBias, Device? device, ScalarType? dtype) : base(nameof(Conv3d), shape, hasBias, device, dtype) { }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var padded = Padded(input);
        return functional.conv3d(padded, weight, bias, Shape.Stride, Shape.InnerPadding, Shape.Dilation, Shape.Groups);
    }
}
