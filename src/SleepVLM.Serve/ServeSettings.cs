using System.Net;
using SleepVLM.Contracts;
using SleepVLM.Torch.Chat;

namespace SleepVLM.Serve;

/// <summary>Where a model is served, to whom, and how much of it.</summary>
public sealed record ServeSettings
{
    /// <summary>The environment variable that holds the key; clients of ours read the same.</summary>
    public const string ApiKeyVariable = "SLEEPVLM_API_KEY";

    /// <summary>Address to listen on; default this machine alone.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Port; 0 takes a free one. Default 8000.</summary>
    public int Port { get; init; } = 8000;

    /// <summary>Key that clients must send as a bearer token; null asks for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>What the model takes on at a time.</summary>
    public ChatLimits Model { get; init; } = new();

    /// <summary>Requests that may wait beside those being answered; beyond that 429. Default 64.</summary>
    public int Queue { get; init; } = 64;

    /// <summary>Largest body of a request, bytes; default 8 MiB.</summary>
    public long MaxBodyBytes { get; init; } = 8L << 20;

    /// <summary>Largest picture as a file, bytes; default 4 MiB.</summary>
    public int MaxPictureBytes { get; init; } = 4 << 20;

    /// <summary>Largest picture, pixels; default 4,194,304. The model sees about a million at most.</summary>
    public int MaxPicturePixels { get; init; } = 1 << 22;

    /// <summary>Most pictures of one request; default 8.</summary>
    public int MaxPictures { get; init; } = 8;

    /// <summary>Longest question, tokens, pictures included; default 4,096.</summary>
    public int MaxPromptTokens { get; init; } = 4096;

    /// <summary>Longest answer, tokens; default 1,024.</summary>
    public int MaxAnswerTokens { get; init; } = 1024;

    /// <summary>How long running answers have to finish when the server is asked to stop; default 30 seconds.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Told in one line what went wrong in the server itself.</summary>
    public Action<string> Notice { get; init; } = _ => { };

    /// <summary>Only programs of this machine can connect.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>Requests in the server at a time.</summary>
    internal int MostRequests => Model.MostTogether + Queue;

    /// <summary>Throws unless every value makes sense.</summary>
    /// <exception cref="SleepVlmException">Says which does not.</exception>
    public ServeSettings Validated()
    {
        if (!IsLoopback && ApiKey is null)
            throw new SleepVlmException($"--host {Address}: anybody who reaches this machine could use the model; set a key in the variable {ApiKeyVariable}, or leave --host out");
        if (ApiKey is { } key && (key.Length < 8 || key.Any(character => character is < '!' or > '~')))
            throw new SleepVlmException("the API key must have at least 8 characters, none of them blank");
        Require(Port is >= 0 and <= 65535, "--port", Port, "0 and 65535");
        Require(Model.MostTogether is >= 1 and <= 256, "--batch", Model.MostTogether, "1 and 256");
        Require(Queue is >= 0 and <= 10_000, "--queue", Queue, "0 and 10000");
        Require(MaxBodyBytes is >= 1 << 10 and <= 1L << 30, "--max-body", MaxBodyBytes >> 20, "1 and 1024 MiB");
        Require(MaxPictureBytes is >= 1 << 10 and <= 1 << 28, "--max-picture", MaxPictureBytes >> 20, "1 and 256 MiB");
        Require(MaxPicturePixels is >= 784 and <= 1 << 24, "--max-pixels", MaxPicturePixels, "784 and 16777216");
        Require(MaxPictures is >= 0 and <= 64, "--max-pictures", MaxPictures, "0 and 64");
        Require(MaxPromptTokens is >= 16 and <= 131_072, "--max-prompt-tokens", MaxPromptTokens, "16 and 131072");
        Require(MaxAnswerTokens is >= 1 and <= 32_768, "--max-answer-tokens", MaxAnswerTokens, "1 and 32768");
        Require(DrainTime >= TimeSpan.Zero && DrainTime <= TimeSpan.FromSeconds(50), "--drain", (long)DrainTime.TotalSeconds, "0 and 50 seconds");
        return this;
    }

    private static void Require(bool holds, string option, long value, string range)
    {
        if (!holds) throw new SleepVlmException($"{option} {value}: must lie between {range}");
    }
}
