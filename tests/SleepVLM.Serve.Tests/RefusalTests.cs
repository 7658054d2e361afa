using System.Text;
using System.Text.Json.Nodes;

namespace SleepVLM.Serve.Tests;

/// <summary>What is not answered, and why.</summary>
public sealed class RefusalTests(RefusalTests.Narrow narrow) : IClassFixture<RefusalTests.Narrow>
{
    private readonly ServedNano _nano = narrow.Nano;

    [Theory]
    [InlineData("/v1/models", "sk-another-one", "not the right one")]
    [InlineData("/v1/models", null, "wants a key")]
    [InlineData("/metrics", null, "wants a key")]
    [InlineData("/version", "sk-0815-very-secret-and-more", "not the right one")]
    public async Task Get_WrongKeyOrNone_401(string path, string? key, string words)
    {
        using var stranger = new HttpClient { BaseAddress = _nano.Http.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        using var response = await stranger.SendAsync(request);
        await ServedNano.AssertRefusedAsync(response, 401, null, words);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        Assert.Equal(200, (int)(await stranger.GetAsync("/health")).StatusCode);
    }

    [Fact]
    public async Task Ask_RightKey_IsAnswered() => Assert.Equal(200, (int)(await _nano.AskAsync(ServedNano.Question())).StatusCode);

    [Theory]
    [InlineData("""{"temperature": 1}""", "temperature", "likeliest token")]
    [InlineData("""{"n": 2}""", "n", "one answer")]
    [InlineData("""{"tools": [{"type": "function"}]}""", "tools", "calls no tools")]
    [InlineData("""{"frequency_penalty": 0.5}""", "frequency_penalty", "only repetition_penalty")]
    [InlineData("""{"best_of_all": true}""", "best_of_all", "not known")]
    [InlineData("""{"max_tokens": 51}""", "max_tokens", "51 is above 50")]
    [InlineData("""{"max_completion_tokens": 0}""", "max_completion_tokens", "at least 1")]
    [InlineData("""{"max_tokens": "many"}""", "max_tokens", "whole number")]
    [InlineData("""{"stop": ["a", "b", "c", "d", "e"]}""", "stop", "up to 4")]
    [InlineData("""{"stream": 1}""", "stream", "true or false")]
    [InlineData("""{"top_logprobs": 3}""", "top_logprobs", "needs logprobs")]
    [InlineData("""{"repetition_penalty": 0}""", "repetition_penalty", "above 0")]
    [InlineData("""{"messages": []}""", "messages", "a turn at least")]
    [InlineData("""{"messages": [{"role": "tool", "content": "x"}]}""", "messages[0].role", "'tool'")]
    [InlineData("""{"messages": [{"role": "user", "content": 5}]}""", "messages[0].content", "a string or a list")]
    [InlineData("""{"messages": [{"role": "user", "content": [{"type": "input_audio"}]}]}""", "messages[0].content[0].type", "text or image_url")]
    [InlineData("""{"messages": [{"role": "system", "content": [{"type": "image_url", "image_url": {"url": "data:"}}]}]}""", "messages[0].content[0]", "only a user's turn")]
    [InlineData("""{"response_format": {"type": "grammar"}}""", "response_format.type", "none of text")]
    [InlineData("""{"response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": {"type": "object", "properties": {"city": {"type": "string"}}}}}}""", "response_format.json_schema.schema.properties", "staging answer only")]
    [InlineData("""{"response_format": {"type": "json_schema", "json_schema": {"name": "x"}}}""", "response_format.json_schema.schema", "is missing")]
    public async Task Ask_WhatCannotBeHeeded_400NamesTheParameter(string fields, string parameter, string words)
    {
        var body = ServedNano.Question();
        foreach (var (name, value) in JsonNode.Parse(fields)!.AsObject()) body[name] = value?.DeepClone();
        await ServedNano.AssertRefusedAsync(await _nano.AskAsync(body), 400, parameter, words);
    }

    [Fact]
    public async Task Ask_HarmlessParameters_AreTaken()
    {
        var body = ServedNano.Question(
            ("temperature", 0), ("top_p", 0.9), ("seed", 42), ("user", "me"), ("n", 1), ("presence_penalty", 0), ("logit_bias", new JsonObject()), ("tools", null), ("stop", null),
            ("response_format", new JsonObject { ["type"] = "text" }), ("modalities", new JsonArray("text")), ("repetition_penalty", 1.05));
        var response = await _nano.AskAsync(body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("{", 400, "no JSON")]
    [InlineData("[]", 400, "must be an object")]
    [InlineData("{\"model\": \"nano\", \"model\": \"nano\"}", 400, "no JSON")]
    [InlineData("", 400, "no JSON")]
    public async Task Ask_MalformedBody_400(string body, int status, string words)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _nano.Http.PostAsync("/v1/chat/completions", content);
        await ServedNano.AssertRefusedAsync(response, status, body == "[]" ? "body" : null, words);
    }

    [Fact]
    public async Task Ask_AnotherModelTypeOrPath_IsRefused()
    {
        await ServedNano.AssertRefusedAsync(await _nano.AskAsync(ServedNano.Question(("model", "gpt-4o"))), 404, "model", "this server has nano");
        using var plain = new StringContent(ServedNano.Question().ToJsonString(), Encoding.UTF8, "text/plain");
        await ServedNano.AssertRefusedAsync(await _nano.Http.PostAsync("/v1/chat/completions", plain), 415, null, "application/json");
        await ServedNano.AssertRefusedAsync(await _nano.Http.GetAsync("/v1/embeddings"), 404, null, "/v1/embeddings");
        await ServedNano.AssertRefusedAsync(await _nano.Http.GetAsync("/v1/chat/completions"), 405, null, "GET");
        using var foreign = new HttpRequestMessage(HttpMethod.Get, "/v1/models") { Headers = { Host = "evil.example" } };
        await ServedNano.AssertRefusedAsync(await _nano.Http.SendAsync(foreign), 400, null, "Host");
    }

    [Fact]
    public async Task Ask_PictureTooLargeOrNone_IsRefusedBeforeItIsUnpacked()
    {
        const string url = "messages[0].content[0].image_url.url";
        await ServedNano.AssertRefusedAsync(await AskAboutAsync(ServedNano.Png(720, 720)), 413, url, "has more than 1048576 bytes");
        // A bomb: a few kilobytes that claim a hundred million pixels.
        await ServedNano.AssertRefusedAsync(await AskAboutAsync(Bomb()), 413, url, "10000 x 10000 pixels is outside 1 to 500000");
        await ServedNano.AssertRefusedAsync(await AskAboutAsync("https://example.org/a.png"), 400, url, "fetches no pictures");
        await ServedNano.AssertRefusedAsync(await AskAboutAsync("data:image/jpeg;base64,AAAA"), 400, url, "must be a PNG");
        await ServedNano.AssertRefusedAsync(await AskAboutAsync("data:image/png;base64,no base64!"), 400, url, "is not base64");
        await ServedNano.AssertRefusedAsync(await AskAboutAsync("data:image/png;base64,AAAA"), 400, url, "does not begin like a PNG");
        await ServedNano.AssertRefusedAsync(await AskAboutAsync(ServedNano.Png(300, 1)), 400, "messages", "one side may be at most 200 times the other");
        await ServedNano.AssertRefusedAsync(await AskAboutAsync(ServedNano.Png(2, 2), 3), 400, "messages", "more than 2 pictures");
    }

    [Fact]
    public async Task Ask_TooMuch_IsRefused()
    {
        await ServedNano.AssertRefusedAsync(await _nano.AskAsync(Saying(string.Concat(Enumerable.Range(0, 300).Select(i => $" {i}")))), 400, "messages", "tokens are above 200");
        await ServedNano.AssertRefusedAsync(await _nano.AskAsync(Saying(new string('a', 7000))), 400, "messages", "7000 characters");
        await ServedNano.AssertRefusedAsync(await _nano.AskAsync(Saying(new string('a', 4 << 20))), 413, null, "more than 3145728 bytes");
    }

    private static JsonObject Saying(string text) => ServedNano.Question(("messages", new JsonArray(new JsonObject { ["role"] = "user", ["content"] = text })));

    private Task<HttpResponseMessage> AskAboutAsync(string url, int times = 1)
    {
        var turns = ServedNano.Showing(url);
        for (var i = 1; i < times; i++) turns.Add(turns[0]!.DeepClone());
        return _nano.AskAsync(ServedNano.Question(("messages", turns)));
    }

    private static string Bomb()
    {
        var file = Convert.FromBase64String(ServedNano.Png(64, 64).Split(',')[1]);
        // Width and height of the header, and its checksum (ISO/IEC 15948, 5.3 and 11.2.2).
        new byte[] { 0, 0, 0x27, 0x10, 0, 0, 0x27, 0x10 }.CopyTo(file, 16);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), Crc(file.AsSpan(12, 17)));
        return $"data:image/png;base64,{Convert.ToBase64String(file)}";
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1)));
        }

        return ~crc;
    }

    /// <summary>A server with narrow limits and a key.</summary>
    public sealed class Narrow : IAsyncLifetime
    {
        internal ServedNano Nano { get; private set; } = null!;

        public async Task InitializeAsync() => Nano = await ServedNano.StartAsync(new ServeSettings
        {
            ApiKey = "sk-0815-very-secret", MaxBodyBytes = 3 << 20, MaxPictureBytes = 1 << 20, MaxPicturePixels = 500_000, MaxPictures = 2, MaxPromptTokens = 200, MaxAnswerTokens = 50,
        });

        public async Task DisposeAsync() => await Nano.DisposeAsync();
    }
}
