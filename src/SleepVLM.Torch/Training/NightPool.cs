using System.Collections.Concurrent;

namespace SleepVLM.Torch.Training;

/// <summary>A few nights to draw from, renewed one by one by a thread of lower priority while training goes on.</summary>
/// <remarks>More subjects beat more passes over the same ones, so a night leaves once as many windows were drawn as it has.</remarks>
public sealed class NightPool : IDisposable
{
    private readonly SimulatedNights _source;
    private readonly BlockingCollection<TrainingNight> _made = new(boundedCapacity: 2);
    private readonly List<TrainingNight> _nights = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _maker;
    private readonly Random _random;
    private readonly int _size;
    private int _nextSeed;
    private long _drawn;
    private Exception? _obstacle;

    /// <param name="source">Makes the nights.</param>
    /// <param name="size">Nights held at a time.</param>
    /// <param name="firstSeed">Seed of the first night; each further night takes the next.</param>
    /// <param name="orderSeed">Seed of the order of drawing.</param>
    public NightPool(SimulatedNights source, int size, int firstSeed, int orderSeed)
    {
        (_source, _size, _nextSeed, _random) = (source, size, firstSeed, new Random(orderSeed));
        _maker = new Thread(Make) { IsBackground = true, Name = "nights", Priority = ThreadPriority.BelowNormal };
        _maker.Start();
    }

    /// <summary>Nights made so far.</summary>
    public int NightCount { get; private set; }

    /// <summary>Draws stretches of consecutive epochs: the windows' targets with one neighbour before and one after.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while the first nights are being made.</exception>
    public IReadOnlyList<ArraySegment<TrainingEpoch>> Draw(int runs, int runLength, CancellationToken cancellationToken)
    {
        Renew(cancellationToken);
        var start = _random.Next(_nights.Count);
        var drawn = new List<ArraySegment<TrainingEpoch>>(runs);
        for (var i = 0; i < runs; i++)
        {
            var epochs = _nights[(start + i) % _nights.Count].Epochs;
            drawn.Add(new ArraySegment<TrainingEpoch>(epochs, _random.Next(epochs.Length - runLength - 1), runLength + 2));
        }

        _drawn += (long)runs * runLength;
        return drawn;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _maker.Join();
        _made.Dispose();
        _stop.Dispose();
    }

    private void Renew(CancellationToken cancellationToken)
    {
        while (_nights.Count < Math.Min(2, _size)) Add(_made.Take(cancellationToken));
        var leaving = _nights[0].Epochs.Length;
        if (_nights.Count == _size && _drawn < leaving) return;
        if (!_made.TryTake(out var night))
        {
            if (_obstacle is not null) throw new InvalidOperationException("no further night could be simulated", _obstacle);
            return;
        }

        if (_nights.Count == _size)
        {
            _nights.RemoveAt(0);
            _drawn -= leaving;
        }

        Add(night);
    }

    private void Add(TrainingNight night)
    {
        _nights.Add(night);
        NightCount++;
    }

    private void Make()
    {
        try
        {
            while (!_stop.IsCancellationRequested) _made.Add(_source.Create(_nextSeed++, _stop.Token), _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Disposed: nothing is waiting for further nights.
        }
        catch (Exception obstacle)
        {
            _obstacle = obstacle;
            _made.CompleteAdding();
        }
    }
}
