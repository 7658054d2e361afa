namespace SleepVLM.Torch.Chat;

/// <summary>How much a model takes on at a time.</summary>
public sealed record ChatLimits
{
    /// <summary>Answers written side by side; default 32.</summary>
    public int MostTogether { get; init; } = 32;

    /// <summary>Tokens of all of them, questions included, at the length of the longest; default 32,768. A question alone is always taken.</summary>
    public long MostTokensTogether { get; init; } = 32_768;

    /// <summary>Questions that are read between two tokens of the answers being written; default 8.</summary>
    public int MostReadTogether { get; init; } = 8;

    /// <summary>Memory for the tokens of the last pictures, and as much for the beginnings of the last questions, bytes; default 128 MiB.</summary>
    public long KeptBytes { get; init; } = 128L << 20;
}
