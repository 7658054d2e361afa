using SleepVLM.Contracts;

namespace SleepVLM.Torch.Weights;

/// <summary>A model's file is damaged or does not fit.</summary>
public sealed class WeightFormatException(string file, string what, Exception? inner = null) : SleepVlmException($"{file}: {what}", inner)
{
    /// <summary>The file.</summary>
    public string File { get; } = file;
}
