using System.Diagnostics;
using SleepVLM.Contracts;
using SleepVLM.Remote.Protocol;

namespace SleepVLM.Remote.Endpoints;

/// <summary>Hands out the least loaded server, leaves those that fail, and takes them back when they answer again.</summary>
/// <remarks>Who waits longest in the order of the questions is served first, so that answers can go out in order.</remarks>
internal sealed class EndpointPool : IAsyncDisposable
{
    private readonly IReadOnlyList<Endpoint> _endpoints;
    private readonly RemoteSettings _settings;
    private readonly Func<Endpoint, CancellationToken, Task<ServerDescription>> _look;
    private readonly IReadOnlyCollection<ServerDescription> _known;
    private readonly PriorityQueue<TaskCompletionSource<Endpoint>, long> _waiting = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _background = [];
    private readonly Lock _gate = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan? _allLeftSince;
    private string _lastProblem = "";

    /// <param name="endpoints">All servers; those that have not joined are looked at again and again.</param>
    /// <param name="settings">Times and limits.</param>
    /// <param name="known">What a server must be to be taken back: what the run began with.</param>
    /// <param name="look">Looks at a server that was left.</param>
    public EndpointPool(
        IReadOnlyList<Endpoint> endpoints, RemoteSettings settings, IReadOnlyCollection<ServerDescription> known,
        Func<Endpoint, CancellationToken, Task<ServerDescription>> look)
    {
        (_endpoints, _settings, _known, _look) = (endpoints, settings, known, look);
        lock (_gate)
            foreach (var endpoint in endpoints.Where(endpoint => endpoint.State == EndpointState.Left)) Watch(endpoint);
    }

    /// <summary>Waits for a server that has room.</summary>
    /// <param name="order">Place of the question among all; the lowest is served first.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="SleepVlmException">Every server has been gone for longer than the patience.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<Endpoint> RentAsync(long order, CancellationToken cancellationToken)
    {
        var ticket = new TaskCompletionSource<Endpoint>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Enqueue(ticket, order);
            Dispatch();
        }

        await using var _ = cancellationToken.Register(() => ticket.TrySetCanceled(cancellationToken));
        return await ticket.Task;
    }

    /// <summary>A server answered in this time.</summary>
    public void Answered(Endpoint endpoint, TimeSpan took) => Return(endpoint, () => endpoint.NoteAnswer(took));

    /// <summary>A question was withdrawn; that says nothing about the server.</summary>
    public void Withdrawn(Endpoint endpoint) => Return(endpoint, () => { });

    /// <summary>A server failed.</summary>
    public void Failed(Endpoint endpoint, RemoteFailure failure) => Return(endpoint, () =>
    {
        if (failure.Kind == FailureKind.Busy)
        {
            Pause(endpoint, failure.RetryAfter ?? _settings.Jittered(_settings.FirstPause, endpoint.Refusals + 1));
            return;
        }

        endpoint.NoteFailure();
        var isEnough = failure.Kind == FailureKind.Gone || endpoint.State == EndpointState.OnTrial || endpoint.Failures >= _settings.FailuresUntilLeft;
        if (isEnough && endpoint.State != EndpointState.Left) Leave(endpoint, failure.Message);
    });

    /// <summary>Stops looking at servers that were left.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Task[] background;
        lock (_gate) background = [.. _background];
        await Task.WhenAll(background).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var endpoint in _endpoints) endpoint.Dispose();
        _stop.Dispose();
    }

    private void Return(Endpoint endpoint, Action note)
    {
        lock (_gate)
        {
            endpoint.GiveBack();
            note();
            Dispatch();
        }
    }

    // Fewest questions first; of equals the fastest.
    private void Dispatch()
    {
        while (_waiting.Count > 0)
        {
            if (_waiting.Peek().Task.IsCompleted)
            {
                _waiting.Dequeue();
                continue;
            }

            var free = _endpoints.Where(endpoint => endpoint.HasRoom(_clock.Elapsed)).OrderBy(endpoint => endpoint.InFlight).ThenBy(endpoint => endpoint.AnswerSeconds).FirstOrDefault();
            if (free is null)
            {
                if (IsGivenUp) GiveUp();
                return;
            }

            if (_waiting.Dequeue().TrySetResult(free)) free.Take();
        }
    }

    private bool IsGivenUp => _allLeftSince is { } since && _clock.Elapsed - since >= _settings.Patience;

    private void GiveUp()
    {
        var error = new SleepVlmException(_endpoints.Count == 1
            ? $"--model: the server {_endpoints[0].Client.Address} is gone ({_lastProblem}); start it again, and the same command goes on"
            : $"--model: all {_endpoints.Count} servers are gone, the last was {_lastProblem}; start one again, and the same command goes on");
        while (_waiting.TryDequeue(out var ticket, out _)) ticket.TrySetException(error);
    }

    private void Pause(Endpoint endpoint, TimeSpan pause)
    {
        endpoint.Pause(_clock.Elapsed + pause);
        DispatchAt(endpoint.PausedUntil);
    }

    private void Leave(Endpoint endpoint, string problem)
    {
        endpoint.Leave();
        _lastProblem = _endpoints.Count == 1 ? problem : $"{endpoint.Client.Address}: {problem}";
        _settings.Notice($"{endpoint.Client.Address} is left: {problem}");
        Watch(endpoint);
    }

    private void Watch(Endpoint endpoint)
    {
        if (_allLeftSince is null && _endpoints.All(one => one.State == EndpointState.Left))
        {
            _allLeftSince = _clock.Elapsed;
            DispatchAt(_clock.Elapsed + _settings.Patience);
            if (_endpoints.Count > 1) _settings.Notice(FormattableString.Invariant($"every server is gone; one of them has {_settings.Patience.TotalSeconds:0.##} s to come back"));
        }

        Keep(Task.Run(() => LookAgainAsync(endpoint, _stop.Token)));
    }

    private async Task LookAgainAsync(Endpoint endpoint, CancellationToken cancellationToken)
    {
        ServerDescription? other = null;
        while (true)
        {
            TimeSpan pause;
            lock (_gate)
            {
                endpoint.NoteLook();
                // Between half of the limit and the whole: two programs do not look in step.
                pause = _settings.PauseLimit(_settings.FirstLook, endpoint.Looks) * (0.5 + 0.5 * Random.Shared.NextDouble());
            }

            await Task.Delay(pause, cancellationToken);
            try
            {
                var server = await _look(endpoint, cancellationToken);
                if (!_known.Contains(server))
                {
                    if (server != other) _settings.Notice($"{endpoint.Client.Address} came back as {server.Label} with {server.Model}, which this run did not begin with; it stays left until it is what it was");
                    other = server;
                    continue;
                }

                lock (_gate)
                {
                    endpoint.Join(server, onTrial: true);
                    _allLeftSince = null;
                    _settings.Notice($"{endpoint.Client.Address} is back ({server.Label})");
                    Dispatch();
                }

                return;
            }
            catch (RemoteFailure)
            {
                // Still gone.
            }
        }
    }

    private void DispatchAt(TimeSpan moment)
    {
        Keep(WaitAsync());

        async Task WaitAsync()
        {
            // A timer may ring a little early by the clock, and nobody would ask again.
            while (moment - _clock.Elapsed is var left && left > TimeSpan.Zero)
                await Task.Delay(left + TimeSpan.FromMilliseconds(1), _stop.Token).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            lock (_gate) Dispatch();
        }
    }

    private void Keep(Task task)
    {
        _background.RemoveAll(old => old.IsCompleted);
        _background.Add(task);
    }
}
