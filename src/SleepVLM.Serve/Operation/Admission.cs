using System.Diagnostics;

namespace SleepVLM.Serve.Operation;

/// <summary>Lets so many requests in at a time, and none any more once the server is to stop.</summary>
/// <param name="most">Requests inside at a time.</param>
/// <param name="together">Answers written side by side, to tell how soon a place becomes free.</param>
internal sealed class Admission(int most, int together)
{
    // Weight of the last answer in the average.
    private const double Freshness = 0.1;

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private double _averageSeconds;

    /// <summary>Requests inside.</summary>
    public int Inside { get; private set; }

    /// <summary>Nobody is let in any more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>When a place is likely to be free.</summary>
    public TimeSpan Pause
    {
        get { lock (_gate) return TimeSpan.FromSeconds(Math.Clamp(_averageSeconds / together, 1, 60)); }
    }

    /// <summary>Takes a place, or null where there is none. Disposing gives it back.</summary>
    public Place? TryEnter()
    {
        lock (_gate)
        {
            if (IsClosed || Inside >= most) return null;
            Inside++;
            return new Place(this);
        }
    }

    /// <summary>Lets nobody in any more; ends when all are out.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            IsClosed = true;
            if (Inside == 0) _empty.TrySetResult();
        }

        return _empty.Task;
    }

    private void Leave(TimeSpan stayed)
    {
        lock (_gate)
        {
            _averageSeconds = _averageSeconds == 0 ? stayed.TotalSeconds : _averageSeconds + (Freshness * (stayed.TotalSeconds - _averageSeconds));
            if (--Inside == 0 && IsClosed) _empty.TrySetResult();
        }
    }

    /// <summary>A place that is taken.</summary>
    public sealed class Place(Admission admission) : IDisposable
    {
        private readonly long _since = Stopwatch.GetTimestamp();

        public void Dispose() => admission.Leave(Stopwatch.GetElapsedTime(_since));
    }
}
