using SleepVLM.Contracts;

namespace SleepVLM.Torch.Tokens;

/// <summary>A tokenizer file that cannot be used.</summary>
public sealed class TokenizerFormatException(string file, string problem, Exception? inner = null)
    : SleepVlmException($"{file}: {problem}", inner)
{
    /// <summary>The file or folder at fault.</summary>
    public string File { get; } = file;
}
