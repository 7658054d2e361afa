using SleepVLM.Contracts;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>Where a model runs.</summary>
public static class Devices
{
    /// <summary><c>auto</c>, <c>cpu</c> or <c>cuda</c> to a device.</summary>
    /// <exception cref="SleepVlmException">CUDA was asked for and is not there, or the word is not known.</exception>
    public static Device Parse(string name) => name switch
    {
        "auto" => cuda.is_available() ? CUDA : CPU,
        "cpu" => CPU,
        "cuda" when cuda.is_available() => CUDA,
        "cuda" => throw new SleepVlmException("--device cuda: this machine or this libtorch has no CUDA; use --device cpu"),
        _ => throw new SleepVlmException($"--device {name}: must be auto, cpu or cuda"),
    };
}
