using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace SleepVLM.Benchmarks.Serving;

/// <summary>A client that asks window after window and takes the answers as they are written.</summary>
internal sealed class LoadClient(HttpClient http, NightWindows windows, int number, Tally tally)
{
    // Clients begin at different places of the night.
    private const int Apart = 9;

    /// <summary>Asks until the time is over, and waits for the last answer; with no time once, until it is answered.</summary>
    public async Task AskAsync(TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var window = Apart * number;
        do
        {
            try
            {
                while (await AskOnceAsync(windows.BodyOf(window)) is { } pause && (clock.Elapsed < time || time == TimeSpan.Zero)) await Task.Delay(pause);
            }
            catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException or JsonException)
            {
                tally.Failed(error.Message);
            }

            window++;
        }
        while (clock.Elapsed < time);
    }

    // Returns how long the server asks to be left alone; null when it answered.
    private async Task<TimeSpan?> AskOnceAsync(byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var clock = Stopwatch.StartNew();
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if ((int)response.StatusCode == 429)
        {
            tally.Refused();
            return response.Headers.RetryAfter?.Delta ?? throw new HttpRequestException("429 without Retry-After");
        }

        if (!response.IsSuccessStatusCode)
        {
            tally.Failed($"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
            return null;
        }

        await ReadAsync(response, clock);
        return null;
    }

    private async Task ReadAsync(HttpResponseMessage response, Stopwatch clock)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var (first, tokens, text) = (TimeSpan.Zero, 0, "");
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.Length == 0) continue;
            if (line == "data: [DONE]")
            {
                // What came must be an answer, not merely a stream.
                using var answer = JsonDocument.Parse(text);
                tally.Answered(first, clock.Elapsed, tokens, answer.RootElement.GetProperty("sleep_stage").GetString()!);
                return;
            }

            using var chunk = JsonDocument.Parse(line["data: ".Length..]);
            if (chunk.RootElement.TryGetProperty("error", out var error)) throw new HttpRequestException(error.GetRawText());
            if (chunk.RootElement.TryGetProperty("usage", out var usage)) tokens = usage.GetProperty("completion_tokens").GetInt32();
            foreach (var choice in chunk.RootElement.GetProperty("choices").EnumerateArray())
                if (choice.GetProperty("delta").TryGetProperty("content", out var content) && content.GetString() is { Length: > 0 } piece)
                {
                    if (text.Length == 0) first = clock.Elapsed;
                    text += piece;
                }
        }

        throw new IOException("the stream ended before [DONE]");
    }
}
