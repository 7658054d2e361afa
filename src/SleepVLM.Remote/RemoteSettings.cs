using SleepVLM.Contracts;

namespace SleepVLM.Remote;

/// <summary>How servers are dealt with.</summary>
public sealed record RemoteSettings
{
    /// <summary>The environment variable that holds the key for servers that want one.</summary>
    public const string ApiKeyVariable = "SLEEPVLM_API_KEY";

    /// <summary>Key sent as a bearer token; null for none. Never written anywhere.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Seed sent to the engine; default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Style of the pictures that are sent; null for the published one.</summary>
    public string? RenderStyle { get; init; }

    /// <summary>Questions that one server works on at a time; default 8.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>Longest time for one answer; default 5 minutes.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest time for a connection to come about; default 10 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often one question is asked before it is given up; default 8. A server that asks for patience (429, 503 with Retry-After) does not count.</summary>
    public int MostAttempts { get; init; } = 8;

    /// <summary>Upper limit of the first pause after a failure; each further failure doubles it, and the pause is drawn evenly below (full jitter). Default 0.5 seconds.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Upper limit of any such pause; default 30 seconds.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one question may wait for servers that ask for patience; default 30 minutes.</summary>
    public TimeSpan LongestBusy { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Failures in a row after which a server is left; default 3. A connection that is refused or cut counts for all of them.</summary>
    public int FailuresUntilLeft { get; init; } = 3;

    /// <summary>Windows that one server may refuse one after the other (HTTP 400, 413, 422) before staging stops; default 8.</summary>
    public int MostRefusalsInARow { get; init; } = 8;

    /// <summary>First pause before a server that was left is looked at again; doubled each time up to <see cref="LongestPause"/>. Default 1 second.</summary>
    public TimeSpan FirstLook { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long every server may be gone before staging stops; default 2 minutes.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Told in one line when a server is left, comes back, or lacks something.</summary>
    public Action<string> Notice { get; init; } = _ => { };

    /// <summary>Upper limit of the pause after so many failures.</summary>
    /// <param name="first">The first limit.</param>
    /// <param name="failures">Failures so far, at least 1.</param>
    internal TimeSpan PauseLimit(TimeSpan first, int failures)
    {
        var limit = first * Math.Pow(2, Math.Min(failures - 1, 30));
        return limit < LongestPause ? limit : LongestPause;
    }

    /// <summary>A pause drawn evenly below its limit.</summary>
    internal TimeSpan Jittered(TimeSpan first, int failures) => PauseLimit(first, failures) * Random.Shared.NextDouble();

    /// <summary>Throws unless every value makes sense.</summary>
    /// <exception cref="SleepVlmException">Says which does not.</exception>
    internal RemoteSettings Validated()
    {
        if (Concurrency is < 1 or > 1024) throw new SleepVlmException($"--concurrency {Concurrency}: must lie between 1 and 1024");
        if (AnswerTimeout < TimeSpan.FromMilliseconds(10) || AnswerTimeout > TimeSpan.FromDays(1))
            throw new SleepVlmException($"--timeout {AnswerTimeout.TotalSeconds:0}: must lie between 1 second and one day");
        if (ApiKey is { } key && (key.Length == 0 || key.Any(character => character is < '!' or > '~')))
            throw new SleepVlmException($"{ApiKeyVariable} holds no key: a key has no blanks and no line breaks; set it again or unset it");
        return this;
    }
}
