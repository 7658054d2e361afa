namespace SleepVLM.Torch.Chat;

/// <summary>Questions in the order they came.</summary>
internal sealed class WaitingLine
{
    private readonly LinkedList<ChatJob> _jobs = [];
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _bell = new(initialState: false);
    private bool _closed;

    /// <summary>Questions that wait.</summary>
    public int Count
    {
        get { lock (_gate) return _jobs.Count; }
    }

    /// <summary>Puts a question at the end.</summary>
    /// <exception cref="ObjectDisposedException">The line is closed.</exception>
    public void Enter(ChatJob job)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _jobs.AddLast(job);
        }

        _bell.Set();
    }

    /// <summary>Takes a question out, wherever it stands, if it still waits.</summary>
    public void Leave(ChatJob job)
    {
        lock (_gate) _jobs.Remove(job);
    }

    /// <summary>Takes the first question if it is to be taken; those behind it never overtake.</summary>
    public ChatJob? TakeIf(Func<ChatJob, bool> fits)
    {
        lock (_gate)
        {
            if (_jobs.First is not { } first || !fits(first.Value)) return null;
            _jobs.RemoveFirst();
            return first.Value;
        }
    }

    /// <summary>Waits until there may be a question; false when the line is closed.</summary>
    public bool WaitForOne()
    {
        _bell.WaitOne();
        lock (_gate) return !_closed;
    }

    /// <summary>Takes no more, and gives out those that still wait.</summary>
    public IReadOnlyList<ChatJob> Close()
    {
        ChatJob[] left;
        lock (_gate)
        {
            _closed = true;
            left = [.. _jobs];
            _jobs.Clear();
        }

        _bell.Set();
        return left;
    }

    /// <summary>Whether nothing more can come.</summary>
    public bool IsClosed
    {
        get { lock (_gate) return _closed; }
    }
}
