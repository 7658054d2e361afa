using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SleepVLM.Serve.Protocol;

/// <summary>A request that is not answered, and why, in OpenAI's form.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="message">One sentence for people.</param>
/// <param name="code">Short code for programs.</param>
/// <param name="parameter">The parameter that is to blame; null where it is none.</param>
internal sealed class RequestRefusal(int status, string message, string? code = null, string? parameter = null) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>When to try again; null says nothing of that.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static RequestRefusal Invalid(string parameter, string problem) => new(StatusCodes.Status400BadRequest, $"{parameter}: {problem}", "invalid_value", parameter);

    public static RequestRefusal Unsupported(string parameter, string problem) => new(StatusCodes.Status400BadRequest, $"{parameter}: {problem}", "unsupported_parameter", parameter);

    /// <summary>The body of the response.</summary>
    public JsonObject ToJson() => new()
    {
        ["error"] = new JsonObject { ["message"] = Message, ["type"] = TypeOf(Status), ["param"] = parameter, ["code"] = code },
    };

    /// <summary>Answers with it.</summary>
    public Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        if (RetryAfter is { } pause) response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        response.ContentType = "application/json; charset=utf-8";
        return response.WriteAsync(ToJson().ToText(), CancellationToken.None);
    }

    private static string TypeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "authentication_error",
        StatusCodes.Status429TooManyRequests => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };
}
