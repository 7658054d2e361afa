using System.Runtime.Intrinsics.X86;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>Where the reference widens to single precision before it adds up or exponentiates.</summary>
internal static class Precision
{
    /// <summary>Float32, or float64 for a model that computes in it.</summary>
    public static ScalarType Wide(ScalarType dtype) => dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;

    /// <summary>Whether libtorch multiplies bfloat16 matrices fast on this processor. Without these it takes a loop of its own, 50 times as long as float32.</summary>
    public static bool HasFastHalves { get; } = Avx512F.VL.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported;

    /// <summary>The widened tensor; itself where it is wide enough.</summary>
    public static Tensor Widened(this Tensor x) => x.to(Wide(x.dtype));
}
