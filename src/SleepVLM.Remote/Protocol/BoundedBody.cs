namespace SleepVLM.Remote.Protocol;

/// <summary>Reads every response whole, up to a limit, so that no server can exhaust the program, and a cut connection shows at once.</summary>
internal sealed class BoundedBody : DelegatingHandler
{
    private const int PieceBytes = 1 << 16;

    private readonly long _largestBytes;

    /// <param name="inner">Sends.</param>
    /// <param name="largestBytes">Longest body.</param>
    public BoundedBody(HttpMessageHandler inner, long largestBytes) : base(inner) => _largestBytes = largestBytes;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            if (response.Content.Headers.ContentLength > _largestBytes) throw TooLong();
            var body = await ReadAsync(response.Content, cancellationToken);
            var whole = new ByteArrayContent(body);
            foreach (var (name, values) in response.Content.Headers) whole.Headers.TryAddWithoutValidation(name, values);
            response.Content.Dispose();
            response.Content = whole;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var piece = new byte[PieceBytes];
        int count;
        while ((count = await stream.ReadAsync(piece, cancellationToken)) > 0)
        {
            if (body.Length + count > _largestBytes) throw TooLong();
            body.Write(piece, 0, count);
        }

        return body.ToArray();
    }

    private RemoteFailure TooLong() => new(FailureKind.Faulty, $"the answer is longer than {_largestBytes >> 10} KiB");
}
