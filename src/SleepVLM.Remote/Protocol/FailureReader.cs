using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SleepVLM.Remote.Protocol;

/// <summary>Tells what a failed request says about its server.</summary>
internal static partial class FailureReader
{
    private const int LongestQuote = 200;

    /// <summary>Reads an error off a response.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="header">Looks a header up; null where there is none.</param>
    /// <param name="body">The body, whatever it is.</param>
    public static RemoteFailure Of(int status, Func<string, string?> header, string body)
    {
        var retryAfter = RetryAfter(header("Retry-After"), header("Date"));
        var said = Said(body);
        var problem = $"HTTP {status}{(said.Length > 0 ? $" ({said})" : "")}";
        return status switch
        {
            429 => new RemoteFailure(FailureKind.Busy, problem, retryAfter),
            503 when retryAfter is not null => new RemoteFailure(FailureKind.Busy, problem, retryAfter),
            401 or 403 => new RemoteFailure(FailureKind.Refused, $"{problem}: the server wants another key; set {RemoteSettings.ApiKeyVariable}"),
            404 => new RemoteFailure(FailureKind.Refused, $"{problem}: the server has no such model or path; see to the address and to the name behind #"),
            400 or 413 or 422 => new RemoteFailure(FailureKind.Refused, problem) { MayBeTheQuestion = true },
            >= 300 and < 400 => new RemoteFailure(FailureKind.Refused, $"HTTP {status}: the server redirects to {header("Location") ?? "another address"}; name that one"),
            408 or 409 or 425 or >= 500 => new RemoteFailure(FailureKind.Faulty, problem),
            _ => new RemoteFailure(FailureKind.Refused, problem),
        };
    }

    /// <summary>Reads an exception of the client.</summary>
    public static RemoteFailure Of(Exception error) => error switch
    {
        RemoteFailure failure => failure,
        AggregateException { InnerExceptions: [var only, ..] } => Of(only),
        ClientResultException { Status: > 0 } refusal when refusal.GetRawResponse() is { } response => Of(response, refusal),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } =>
            new RemoteFailure(FailureKind.Gone, Reason(error), null, error),
        ClientResultException { InnerException: { } cause } => Of(cause),
        HttpRequestException or IOException => new RemoteFailure(FailureKind.Gone, $"the connection was cut ({Reason(error)})", null, error),
        OperationCanceledException => new RemoteFailure(FailureKind.Faulty, "the connection timed out", null, error),
        // Whatever the package throws at a body that is not what it should be.
        _ => new RemoteFailure(FailureKind.Faulty, $"what came back is no chat completion ({Reason(error)})", null, error),
    };

    private static RemoteFailure Of(PipelineResponse response, Exception cause) =>
        response.Status is >= 200 and < 300
            ? new RemoteFailure(FailureKind.Faulty, "what came back is no chat completion", null, cause)
            : Of(response.Status, name => response.Headers.TryGetValue(name, out var value) ? value : null, response.Content.ToString());

    // Seconds or a date (RFC 9110, 10.2.3); a date is held against the server's own clock where it tells it.
    private static TimeSpan? RetryAfter(string? value, string? date)
    {
        if (value is null) return null;
        if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)) return TimeSpan.FromSeconds(Math.Min(seconds, 86_400));
        if (!DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) return null;
        var now = DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var theirs) ? theirs : DateTimeOffset.UtcNow;
        return at > now ? at - now : TimeSpan.Zero;
    }

    // The message of an error in OpenAI's form, in FastAPI's, or the bare text.
    private static string Said(string body)
    {
        var text = body;
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.ValueKind == JsonValueKind.Object)
            {
                if (root.TryGetProperty("error", out var error)) root = error;
                if (root.ValueKind == JsonValueKind.Object && (root.TryGetProperty("message", out var message) || root.TryGetProperty("detail", out message))) root = message;
            }

            text = root.ToString();
        }
        catch (JsonException)
        {
            // Plain text or a page of a proxy: its beginning says enough.
        }

        text = Blanks().Replace(text, " ").Trim();
        return text.Length <= LongestQuote ? text : text[..LongestQuote] + "...";
    }

    private static string Reason(Exception error) => Blanks().Replace((error.InnerException ?? error).Message, " ").TrimEnd('.');

    [GeneratedRegex("\\s+")]
    private static partial Regex Blanks();
}
