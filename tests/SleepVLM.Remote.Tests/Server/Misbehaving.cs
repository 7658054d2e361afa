using Microsoft.AspNetCore.Http;

namespace SleepVLM.Remote.Tests.Server;

/// <summary>The ways in which servers fail.</summary>
internal static class Misbehaving
{
    public const int HugeBytes = 32 << 20;

    private static byte[] Noise()
    {
        var bytes = new byte[500];
        new Random(4).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Misbehaves; false where the server is to answer as it should.</summary>
    public static async Task<bool> TryAsync(HttpContext context, Misbehaviour misbehaviour)
    {
        var response = context.Response;
        switch (misbehaviour)
        {
            case Misbehaviour.TooManyRequests:
            case Misbehaviour.UnavailableFor:
                response.StatusCode = misbehaviour == Misbehaviour.TooManyRequests ? 429 : 503;
                response.Headers.RetryAfter = "1";
                return true;
            case Misbehaviour.ServerError:
                response.StatusCode = 500;
                await response.WriteAsync("{\"error\": {\"message\": \"CUDA out of memory\"}}");
                return true;
            case Misbehaviour.BadRequest:
                response.StatusCode = 400;
                await response.WriteAsync("{\"error\": {\"message\": \"the model takes no pictures\"}}");
                return true;
            case Misbehaviour.TooLarge:
                response.StatusCode = 413;
                await response.WriteAsync("Request Entity Too Large");
                return true;
            case Misbehaviour.Unprocessable:
                response.StatusCode = 422;
                await response.WriteAsync("{\"detail\": \"cannot read the picture\"}");
                return true;
            case Misbehaviour.WrongKey:
                response.StatusCode = 403;
                return true;
            case Misbehaviour.NotFound:
                response.StatusCode = 404;
                await response.WriteAsync("{\"error\": {\"message\": \"The model does not exist.\"}}");
                return true;
            case Misbehaviour.Redirect:
                response.Redirect("http://127.0.0.1:9/v1/chat/completions", permanent: true, preserveMethod: true);
                return true;
            case Misbehaviour.CutBody:
                response.ContentType = "application/json";
                response.ContentLength = 4000;
                await response.WriteAsync("{\"choices\": [{\"message\": {\"content\": \"{\\\"sleep_st");
                await response.Body.FlushAsync();
                context.Abort();
                return true;
            case Misbehaviour.CutChunks:
                response.ContentType = "application/json";
                await response.WriteAsync("{\"choices\": [{\"message\": {\"content\": \"{\\\"sleep_st");
                await response.Body.FlushAsync();
                context.Abort();
                return true;
            case Misbehaviour.WrongJson:
                response.ContentType = "application/json";
                await response.WriteAsync("{\"id\": 7, \"choices\": \"W\", \"usage\": [\"none\"]}");
                return true;
            case Misbehaviour.ErrorAsSuccess:
                response.ContentType = "application/json";
                await response.WriteAsync("{\"error\": {\"message\": \"worker died\"}}");
                return true;
            case Misbehaviour.EmptyBody:
                response.ContentType = "application/json";
                return true;
            case Misbehaviour.Garbage:
                response.ContentType = "application/json";
                await response.Body.WriteAsync(Noise());
                return true;
            case Misbehaviour.BadCompression:
                response.ContentType = "application/json";
                response.Headers.ContentEncoding = "gzip";
                await response.Body.WriteAsync(Noise());
                return true;
            case Misbehaviour.Stream:
            case Misbehaviour.CutStream:
                response.ContentType = "text/event-stream";
                await response.WriteAsync("data: {\"object\": \"chat.completion.chunk\", \"choices\": [{\"index\": 0, \"delta\": {\"content\": \"{\\\"sleep_stage\\\": \\\"W\\\"}\"}}]}\n\n");
                await response.Body.FlushAsync();
                if (misbehaviour == Misbehaviour.Stream) await response.WriteAsync("data: [DONE]\n\n");
                else await response.WriteAsync("data: {\"object\": \"chat.compl");
                return true;
            case Misbehaviour.MalformedJson:
                response.ContentType = "application/json";
                await response.WriteAsync("{\"choices\": [{\"message\": {\"content\": \"{\\\"sleep_stage\\\": ");
                return true;
            case Misbehaviour.HtmlPage:
                response.ContentType = "text/html";
                await response.WriteAsync("<html><body>Sign in to the hospital's network</body></html>");
                return true;
            case Misbehaviour.EmptyChoices:
                await response.WriteAsJsonAsync(new { id = "1", @object = "chat.completion", created = 1, model = "m", choices = Array.Empty<int>() });
                return true;
            case Misbehaviour.HugeAnswer:
                response.ContentType = "application/json";
                var piece = new string('x', 1 << 20);
                for (var sent = 0; sent < HugeBytes; sent += piece.Length) await response.WriteAsync(piece, context.RequestAborted);
                return true;
            case Misbehaviour.Hang:
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
                return true;
            default:
                return false;
        }
    }
}
