using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace SleepVLM.Remote;

/// <summary>Works on several items at a time and hands the results out in the order of the items.</summary>
internal static class InOrder
{
    /// <summary>Applies <paramref name="work"/> to every item.</summary>
    /// <param name="items">Enumerated by one thread at a time, no further than there is room for work.</param>
    /// <param name="atATime">Items worked on at a time: the only ones that are held.</param>
    /// <param name="ahead">Results that may wait for an earlier one.</param>
    /// <param name="work">Gets the item and its place among all, from 0.</param>
    /// <param name="cancellationToken">Stops at once; nothing runs any more when the enumeration has ended.</param>
    public static async IAsyncEnumerable<TResult> SelectAsync<T, TResult>(
        IEnumerable<T> items, int atATime, int ahead, Func<T, long, CancellationToken, Task<TResult>> work,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var room = new SemaphoreSlim(atATime);
        var results = Channel.CreateBounded<Task<TResult>>(ahead);
        var producer = Task.Run(ProduceAsync, CancellationToken.None);
        try
        {
            await foreach (var result in results.Reader.ReadAllAsync(cancellationToken)) yield return await result.WaitAsync(cancellationToken);
        }
        finally
        {
            await stop.CancelAsync();
            await producer;
            for (var i = 0; i < atATime; i++) await room.WaitAsync(CancellationToken.None);
        }

        async Task ProduceAsync()
        {
            try
            {
                using var source = items.GetEnumerator();
                for (var place = 0L; ; place++)
                {
                    await results.Writer.WaitToWriteAsync(stop.Token);
                    await room.WaitAsync(stop.Token);
                    // Work that was begun gives its room back, so nothing may fail between the two.
                    if (!TryMove(source)) break;
                    var item = source.Current;
                    await results.Writer.WriteAsync(RunAsync(item, place), CancellationToken.None);
                }

                results.Writer.Complete();
            }
            catch (Exception obstacle)
            {
                results.Writer.Complete(obstacle);
            }
        }

        bool TryMove(IEnumerator<T> source)
        {
            var moved = false;
            try
            {
                return moved = source.MoveNext();
            }
            finally
            {
                if (!moved) room.Release();
            }
        }

        async Task<TResult> RunAsync(T item, long place)
        {
            try
            {
                // The next item is drawn while this one is written and sent.
                await Task.Yield();
                return await work(item, place, stop.Token);
            }
            finally
            {
                room.Release();
            }
        }
    }
}
