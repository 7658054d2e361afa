namespace SleepVLM.Remote.Tests.Server;

/// <summary>Which engine the test server plays and what it can do.</summary>
internal sealed record EngineOptions
{
    public string Owner { get; init; } = "vllm";

    public string Version { get; init; } = "0.11.0";

    public string Model { get; init; } = "SleepVLM-3B";

    public SchemaSupport Schema { get; init; } = SchemaSupport.Kept;

    public bool GivesProbabilities { get; init; } = true;

    /// <summary>Stages are spelled in two tokens, as Qwen's tokenizer does, or in one.</summary>
    public bool SpellsStagesInTwo { get; init; } = true;

    /// <summary>Key it wants; null for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>What to do with question number n, from 0.</summary>
    public Func<int, Misbehaviour> Script { get; init; } = _ => Misbehaviour.None;

    /// <summary>What to do with a question by the hash of its target picture; goes before the script.</summary>
    public Func<string, Misbehaviour> ByPicture { get; init; } = _ => Misbehaviour.None;

    public TimeSpan Delay { get; init; } = TimeSpan.Zero;

    /// <summary>Answers nothing before so many questions were there at a time.</summary>
    public int Together { get; init; } = 1;
}

internal enum SchemaSupport
{
    Kept,
    Ignored,
    Refused,
}

internal enum Misbehaviour
{
    None,
    TooManyRequests,
    UnavailableFor,
    ServerError,
    CutBody,
    CutChunks,
    MalformedJson,
    WrongJson,
    ErrorAsSuccess,
    EmptyBody,
    Garbage,
    BadCompression,
    Stream,
    CutStream,
    HtmlPage,
    EmptyChoices,
    HugeAnswer,
    Hang,
    BadRequest,
    TooLarge,
    Unprocessable,
    WrongKey,
    NotFound,
    Redirect,
    WrongContentType,
    NonsenseAnswer,
    LengthLimit,
}
