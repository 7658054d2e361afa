namespace TorchSharp.Modules;

/// <summary>The numbers of a convolution; arrays have one entry per dimension of space.</summary>
internal readonly record struct ConvolutionShape(
    long In, long Out, long[] Kernel, long[] Stride, long[] Padding, long[] Dilation, long Groups, PaddingModes Mode)
{
    /// <summary>Whether the convolution pads by itself, with zeros.</summary>
    internal bool PadsInside => Mode is PaddingModes.Zeros or PaddingModes.Constant;

    /// <summary>The padding left to the convolution itself.</summary>
    internal long[] InnerPadding => PadsInside ? Padding : new long[Padding.Length];
}
