using System.Net;
using Microsoft.AspNetCore.Http;
using SleepVLM.Serve.Protocol;

namespace SleepVLM.Serve.Operation;

/// <summary>Lets through what is addressed to this machine by one of its own names: a page in a browser whose name was made to lead here is not.</summary>
internal static class LocalNames
{
    public static Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var host = context.Request.Host.Host;
        var isLocal = host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
        return isLocal ? next(context) : new RequestRefusal(
            StatusCodes.Status400BadRequest, "the request's Host is not this machine; ask by localhost or 127.0.0.1", "wrong_host").WriteAsync(context.Response);
    }
}
