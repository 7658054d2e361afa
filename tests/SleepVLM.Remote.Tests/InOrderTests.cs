namespace SleepVLM.Remote.Tests;

/// <summary>Seeded where chance plays.</summary>
public sealed class InOrderTests
{
    [Fact]
    public async Task Select_WorkOfUnequalLength_KeepsTheOrderAndTheLimit()
    {
        const int seed = 11;
        var random = new Random(seed);
        var pauses = Enumerable.Range(0, 200).Select(_ => random.Next(8)).ToArray();
        var (running, most, gate) = (0, 0, new Lock());
        var results = new List<int>();
        await foreach (var result in InOrder.SelectAsync(Enumerable.Range(0, 200), 6, 50, async (item, place, token) =>
        {
            Assert.Equal(item, place);
            lock (gate) most = Math.Max(most, ++running);
            await Task.Delay(pauses[item], token);
            lock (gate) running--;
            return item;
        }, CancellationToken.None)) results.Add(result);
        Assert.Equal(Enumerable.Range(0, 200), results);
        Assert.InRange(most, 2, 6);
    }

    [Fact]
    public async Task Select_FirstItemHangs_DrawsNoFurtherThanMayWait()
    {
        var (drawn, release) = (0, new TaskCompletionSource());
        IEnumerable<int> Items()
        {
            for (; ; drawn++) yield return drawn;
        }

        await using var results = InOrder.SelectAsync(Items(), 3, 10, async (item, _, _) =>
        {
            if (item == 0) await release.Task;
            return item;
        }, CancellationToken.None).GetAsyncEnumerator();
        var first = results.MoveNextAsync();
        for (var wait = 0; wait < 1000 && Volatile.Read(ref drawn) < 5; wait++) await Task.Delay(20);
        await Task.Delay(300);
        Assert.False(first.IsCompleted);
        Assert.InRange(drawn, 5, 12);
        release.SetResult();
        Assert.True(await first);
        Assert.Equal(0, results.Current);
    }

    [Fact]
    public async Task Select_WorkFails_GivesWhatCameBeforeAndThenTheFailure()
    {
        var results = new List<int>();
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (var result in InOrder.SelectAsync(Enumerable.Range(0, 50), 4, 20, async (item, _, token) =>
            {
                await Task.Delay(item == 9 ? 0 : 10, token);
                return item == 9 ? throw new InvalidDataException() : item;
            }, CancellationToken.None)) results.Add(result);
        });
        Assert.Equal(Enumerable.Range(0, 9), results);
    }

    [Fact]
    public async Task Select_ItemsCannotBeDrawn_GivesWhatCameBeforeAndThenTheFailure()
    {
        static IEnumerable<int> Items()
        {
            for (var i = 0; i < 5; i++) yield return i;
            throw new InvalidDataException();
        }

        var results = new List<int>();
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (var result in InOrder.SelectAsync(Items(), 2, 20, (item, _, _) => Task.FromResult(item), CancellationToken.None)) results.Add(result);
        });
        Assert.Equal(Enumerable.Range(0, 5), results);
    }
}
