namespace TorchSharp;

/// <summary>Kinds of device, numbered as in libtorch.</summary>
public enum DeviceType
{
    /// <summary>The processor.</summary>
    CPU = 0,

    /// <summary>NVIDIA (or ROCm) graphics processors.</summary>
    CUDA = 1,

    /// <summary>Shapes without memory.</summary>
    META = 14,
}
