namespace TorchSharp;

/// <summary>How an input continues beyond its edges.</summary>
public enum PaddingModes
{
    /// <summary>With zeros.</summary>
    Zeros = 0,

    /// <summary>Mirrored, the edge itself once.</summary>
    Reflect = 1,

    /// <summary>With the edge.</summary>
    Replicate = 2,

    /// <summary>With the other end.</summary>
    Circular = 3,

    /// <summary>With one number.</summary>
    Constant = 4,
}

internal static class PaddingModeNames
{
    private static readonly byte[] s_reflect = "reflect"u8.ToArray();
    private static readonly byte[] s_replicate = "replicate"u8.ToArray();
    private static readonly byte[] s_circular = "circular"u8.ToArray();

    /// <summary>The name by which libtorch knows a mode that is not constant.</summary>
    internal static byte[] Utf8(this PaddingModes mode) => mode switch
    {
        PaddingModes.Reflect => s_reflect,
        PaddingModes.Replicate => s_replicate,
        PaddingModes.Circular => s_circular,
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "not a mode with a name"),
    };
}
