using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using SleepVLM.Serve.Endpoints;
using SleepVLM.Serve.Protocol;

namespace SleepVLM.Serve.Operation;

/// <summary>Lets through who sends the key as a bearer token; health is told to everybody.</summary>
/// <param name="key">The key.</param>
internal sealed class ApiKeyGuard(string key)
{
    private const string Scheme = "Bearer ";

    // Of equal length, and compared in equal time whatever was sent.
    private readonly byte[] _hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path == InfoEndpoints.HealthPath) return next(context);
        var sent = context.Request.Headers.Authorization.ToString();
        var isRight = sent.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(sent[Scheme.Length..].Trim())), _hash);
        return isRight ? next(context) : new RequestRefusal(
            StatusCodes.Status401Unauthorized, sent.Length == 0 ? "this server wants a key, as a bearer token" : "the key is not the right one", "invalid_api_key").WriteAsync(context.Response);
    }
}
