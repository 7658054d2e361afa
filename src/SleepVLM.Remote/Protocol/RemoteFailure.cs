namespace SleepVLM.Remote.Protocol;

/// <summary>What a failed request says about its server.</summary>
internal enum FailureKind
{
    /// <summary>No connection came about, or it was cut: the server is gone, and may come back as another.</summary>
    Gone,
    /// <summary>It failed this time: timed out, 5xx, or an answer that is no chat completion.</summary>
    Faulty,
    /// <summary>It asks for patience: 429, or 503 that says how long.</summary>
    Busy,
    /// <summary>It will never accept this request: wrong key, wrong model, wrong address, unknown field, or for the question's own sake.</summary>
    Refused,
}

/// <summary>A request that brought no answer.</summary>
/// <param name="kind">What that says about the server.</param>
/// <param name="problem">What went wrong, as a clause.</param>
/// <param name="retryAfter">How long the server asked to be left alone; null where it did not.</param>
/// <param name="inner">The cause.</param>
internal sealed class RemoteFailure(FailureKind kind, string problem, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(problem, inner)
{
    public FailureKind Kind { get; } = kind;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>The refusal may be for the question's own sake: another one may be answered.</summary>
    public bool MayBeTheQuestion { get; init; }
}
