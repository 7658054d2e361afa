using System.Net;
using System.Net.Sockets;
using SleepVLM.App;
using SleepVLM.App.Tests.EndToEnd;
using SleepVLM.Contracts;

namespace SleepVLM.Serve.Tests;

/// <summary><c>sleepvlm serve</c> as users run it.</summary>
public sealed class ServeCommandTests
{
    [Fact]
    public async Task Serve_CtrlC_FinishesTheRunningAnswerAndEndsWithZero()
    {
        var port = FreePort();
        using var process = SleepVlmProcess.Start("serve", "--port", $"{port}");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        for (var wait = 0; wait < 300 && !await AnswersAsync(http); wait++) await Task.Delay(100);
        using var question = new StringContent(ServedNano.Question(("stream", true), ("max_tokens", 600)).ToJsonString(), null, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = question };
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        process.Interrupt();
        Assert.EndsWith("data: [DONE]\n\n", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var (exit, output, errors) = await process.EndAsync(TimeSpan.FromSeconds(30));
        Assert.True(exit == ExitCode.Done, errors);
        Assert.Contains($"nano is served at http://127.0.0.1:{port}/v1; Ctrl-C stops", output, StringComparison.Ordinal);
        Assert.Contains("stopping; running answers are finished", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--host 0.0.0.0: anybody who reaches this machine could use the model", "--host", "0.0.0.0")]
    [InlineData("--host example.org: must be localhost or an IP address", "--host", "example.org")]
    [InlineData("the API key must have at least 8 characters", "--api-key", "short")]
    [InlineData("--model rules: only a model on this machine can be served", "--model", "rules")]
    [InlineData("--model http://127.0.0.1:1/v1: only a model on this machine", "--model", "http://127.0.0.1:1/v1")]
    [InlineData("--port 70000: must lie between 0 and 65535", "--port", "70000")]
    [InlineData("--drain 51: must lie between", "--drain", "51")]
    public async Task Serve_WhatCannotWork_IsSaidInOneSentenceAndExitsWithTwo(string sentence, params string[] arguments)
    {
        var (exit, _, errors) = await SleepVlmProcess.RunAsync(["serve", .. arguments]);
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PortTaken_SaysSo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var (exit, _, errors) = await SleepVlmProcess.RunAsync("serve", "--port", $"{((IPEndPoint)taken.LocalEndpoint).Port}");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("cannot be listened on", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Validated_ElsewhereWithKey_IsAllowed() =>
        Assert.False(new ServeSettings { Address = IPAddress.Any, ApiKey = "sk-0815-very-secret" }.Validated().IsLoopback);

    [Fact]
    public void Validated_ElsewhereWithoutKey_IsRefused() =>
        Assert.Contains(ServeSettings.ApiKeyVariable, Assert.Throws<SleepVlmException>(() => new ServeSettings { Address = IPAddress.Any }.Validated()).Message, StringComparison.Ordinal);

    private static async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            return (await http.GetAsync("/health")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
