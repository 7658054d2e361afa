using System.Collections.Concurrent;

namespace SleepVLM.Torch.Training;

/// <summary>Makes nights ahead of their need, in the order of <see cref="WindowOrder"/>, on a thread of lower priority; whoever comes too early waits.</summary>
public sealed class NightQueue : IDisposable
{
    private const int NightsAhead = 2;

    private readonly INightSource _source;
    private readonly WindowOrder _order;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<TrainingNight>> _nights = new();
    private readonly Dictionary<int, TrainingNight> _kept = [];
    private readonly SemaphoreSlim _room;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _maker;

    /// <param name="source">Makes the nights.</param>
    /// <param name="order">Tells which are needed when.</param>
    /// <param name="firstDraw">The first draw that will be asked for.</param>
    public NightQueue(INightSource source, WindowOrder order, long firstDraw)
    {
        (_source, _order, _room) = (source, order, new SemaphoreSlim(order.Slots + NightsAhead));
        _maker = new Thread(() => Make(firstDraw)) { IsBackground = true, Name = "nights", Priority = ThreadPriority.BelowNormal };
        _maker.Start();
    }

    /// <summary>The night of a draw and the targets it takes; draws must be asked for in order.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while the night is being made.</exception>
    public (TrainingNight Night, Range Targets) Take(long draw, CancellationToken cancellationToken)
    {
        var place = _order.PlaceOf(draw);
        var promise = Promise(place.Night);
        promise.Task.Wait(cancellationToken);
        if (draw + _order.Slots >= _order.EndOf(place.Night) && _nights.TryRemove(place.Night, out _)) _room.Release();
        return (promise.Task.Result, _order.TargetsOf(place, promise.Task.Result.Epochs.Count));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _maker.Join();
        _stop.Dispose();
        _room.Dispose();
    }

    private TaskCompletionSource<TrainingNight> Promise(long night) =>
        _nights.GetOrAdd(night, _ => new TaskCompletionSource<TrainingNight>(TaskCreationOptions.RunContinuationsAsynchronously));

    private void Make(long firstDraw)
    {
        foreach (var night in _order.NightsFrom(firstDraw))
        {
            var promise = Promise(night);
            try
            {
                _room.Wait(_stop.Token);
                promise.SetResult(Create(_order.SourceIndexOf(night, _source.Count)));
            }
            catch (OperationCanceledException)
            {
                promise.SetCanceled();
                return;
            }
            catch (Exception obstacle)
            {
                promise.SetException(obstacle);
                return;
            }
        }
    }

    // A cohort that fits into the slots is read once, not once in each pass.
    private TrainingNight Create(int index)
    {
        if (_kept.TryGetValue(index, out var night)) return night;
        night = _source.Create(index, _stop.Token);
        if (_source.Count <= _order.Slots) _kept[index] = night;
        return night;
    }
}
