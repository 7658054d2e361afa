using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Generation;

/// <summary>Counts tensors; those that earlier tests left to the garbage collector do not count.</summary>
internal static class LiveTensors
{
    public static long Count()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }
}
