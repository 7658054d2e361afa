using SleepVLM.Remote.Protocol;

namespace SleepVLM.Remote.Endpoints;

/// <summary>One server and how it fares. All state belongs to its pool's lock.</summary>
internal sealed class Endpoint(EndpointClient client, int concurrency) : IDisposable
{
    private const double Forgetting = 0.2;

    public EndpointClient Client { get; } = client;

    /// <summary>What it was when it was last looked at; null until then.</summary>
    public ServerDescription? Server { get; private set; }

    public EndpointState State { get; private set; } = EndpointState.Left;

    /// <summary>Questions it works on.</summary>
    public int InFlight { get; private set; }

    /// <summary>Questions it has answered.</summary>
    public int Answered { get; private set; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; private set; }

    /// <summary>Looks in a row that did not end in an answer.</summary>
    public int Looks { get; private set; }

    /// <summary>Requests for patience in a row.</summary>
    public int Refusals { get; private set; }

    /// <summary>Time on the pool's clock before which it wants no question.</summary>
    public TimeSpan PausedUntil { get; private set; }

    /// <summary>Smoothed time of an answer, seconds.</summary>
    public double AnswerSeconds { get; private set; }

    /// <summary>Whether it can take one more. A server that came back has to answer one question before it gets more.</summary>
    public bool HasRoom(TimeSpan now) =>
        State != EndpointState.Left && now >= PausedUntil && InFlight < (State == EndpointState.OnTrial ? 1 : concurrency);

    public void Take() => InFlight++;

    public void GiveBack() => InFlight--;

    public void NoteAnswer(TimeSpan took)
    {
        AnswerSeconds = Answered++ == 0 ? took.TotalSeconds : AnswerSeconds + Forgetting * (took.TotalSeconds - AnswerSeconds);
        (State, Failures, Refusals, Looks) = (State == EndpointState.Left ? EndpointState.Left : EndpointState.Serving, 0, 0, 0);
    }

    public void NoteFailure() => Failures++;

    public void Pause(TimeSpan until) => (PausedUntil, Refusals) = (until > PausedUntil ? until : PausedUntil, Refusals + 1);

    public void Leave() => State = EndpointState.Left;

    public void NoteLook() => Looks++;

    public void Join(ServerDescription server, bool onTrial) =>
        (Server, State, Failures, Refusals, PausedUntil) = (server, onTrial ? EndpointState.OnTrial : EndpointState.Serving, 0, 0, TimeSpan.Zero);

    public void Dispose() => Client.Dispose();
}

/// <summary>Whether an endpoint is asked.</summary>
internal enum EndpointState
{
    /// <summary>Not asked; looked at again and again.</summary>
    Left,
    /// <summary>Came back and has to answer one question first.</summary>
    OnTrial,
    /// <summary>Asked.</summary>
    Serving,
}
