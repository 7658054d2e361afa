using System.Text.Json;

namespace SleepVLM.Serve.Tests;

/// <summary>Full queues, clients that go away, and a server that stops.</summary>
public sealed class LoadTests
{
    private static readonly ServeSettings Narrow = new() { Model = new() { MostTogether = 1 }, Queue = 1 };

    [Fact]
    public async Task Ask_QueueFull_429SaysWhenToComeAgainAndAPlaceBecomesFree()
    {
        await using var nano = await ServedNano.StartTirelessAsync(Narrow);
        using var running = await nano.AskAtLengthAsync();
        var waiting = nano.AskAsync(ServedNano.Question());
        await WaitForAsync(nano, health => health.GetProperty("waiting").GetInt32() == 1);
        using var refused = await nano.AskAsync(ServedNano.Question());
        var error = await ServedNano.AssertRefusedAsync(refused, 429, null, "2 requests are being answered or wait");
        Assert.Equal("rate_limit_error", error.GetProperty("type").GetString());
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.EndsWith("data: [DONE]\n\n", await running.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(200, (int)(await waiting).StatusCode);
        Assert.Equal(200, (int)(await nano.AskAsync(ServedNano.Question())).StatusCode);
    }

    [Fact]
    public async Task Ask_ClientGoesAway_ItsPlaceIsFreeAtOnce()
    {
        await using var nano = await ServedNano.StartTirelessAsync(Narrow);
        using var leaveWaiting = new CancellationTokenSource();
        var running = await nano.AskAtLengthAsync();
        var waiting = nano.AskAsync(ServedNano.Question(), leaveWaiting.Token);
        await WaitForAsync(nano, health => health.GetProperty("waiting").GetInt32() == 1);
        await leaveWaiting.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await WaitForAsync(nano, health => health.GetProperty("waiting").GetInt32() == 0);
        // Closing the response cuts the connection in the middle of the answer.
        running.Dispose();
        await WaitForAsync(nano, health => health.GetProperty("answering").GetInt32() == 0);
        Assert.Equal(200, (int)(await nano.AskAsync(ServedNano.Question())).StatusCode);
        Assert.Contains("http_response_status_code=\"499\"", await nano.Http.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drain_RunningAnswerFinishesAndNewOnesAreRefused()
    {
        await using var nano = await ServedNano.StartTirelessAsync();
        using var running = await nano.AskAtLengthAsync();
        var drained = nano.Server.DrainAsync();
        using var refused = await nano.AskAsync(ServedNano.Question());
        await ServedNano.AssertRefusedAsync(refused, 503, null, "about to stop");
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(503, (int)(await nano.Http.GetAsync("/health")).StatusCode);
        Assert.EndsWith("data: [DONE]\n\n", await running.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await drained);
        await Assert.ThrowsAsync<HttpRequestException>(() => nano.AskAsync(ServedNano.Question()));
    }

    [Fact]
    public async Task Drain_AnswerTakesTooLong_IsGivenUpAndSaysSo()
    {
        await using var nano = await ServedNano.StartTirelessAsync(Narrow with { DrainTime = TimeSpan.FromMilliseconds(50) });
        using var running = await nano.AskAtLengthAsync();
        var waiting = nano.AskAsync(ServedNano.Question());
        await WaitForAsync(nano, health => health.GetProperty("waiting").GetInt32() == 1);
        Assert.Equal(2, await nano.Server.DrainAsync());
        await ServedNano.AssertRefusedAsync(await waiting, 503, null, "stopped before the answer");
        var last = (await running.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.Contains("stopped before the answer", JsonDocument.Parse(last["data: ".Length..]).RootElement.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static async Task WaitForAsync(ServedNano nano, Func<JsonElement, bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds(JsonDocument.Parse(await nano.Http.GetStringAsync("/health", limit.Token)).RootElement)) await Task.Delay(10, limit.Token);
    }
}
