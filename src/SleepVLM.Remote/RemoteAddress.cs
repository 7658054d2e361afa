using SleepVLM.Contracts;

namespace SleepVLM.Remote;

/// <summary>Where a model is served.</summary>
/// <param name="BaseUri">Address of the API without a slash at its end, for example <c>http://gpu1:8000/v1</c>.</param>
/// <param name="Model">Name the server knows the model by; null for the only one it has.</param>
public sealed record RemoteAddress(Uri BaseUri, string? Model)
{
    /// <summary>Whether a <c>--model</c> names servers and not a folder.</summary>
    public static bool IsRemote(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Pictures leave this machine.</summary>
    public bool IsElsewhere => !BaseUri.IsLoopback;

    /// <summary>Reads addresses separated by commas, each <c>http://host:port/v1#name</c>.</summary>
    /// <remarks>An address without a name takes the last name given; one without a path gets <c>/v1</c>.</remarks>
    /// <exception cref="SleepVlmException">An address is malformed, holds a password, or stands there twice.</exception>
    public static IReadOnlyList<RemoteAddress> ParseAll(string text)
    {
        var addresses = text.Split(',', StringSplitOptions.TrimEntries).Select(Parse).ToArray();
        if (addresses.GroupBy(address => address.BaseUri).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new SleepVlmException($"--model: {twice.Key} stands there twice; name each server once");
        var last = addresses.LastOrDefault(address => address.Model is not null)?.Model;
        return [.. addresses.Select(address => address with { Model = address.Model ?? last })];
    }

    /// <summary>The address as users wrote it, without the name.</summary>
    public override string ToString() => BaseUri.AbsoluteUri;

    private static RemoteAddress Parse(string text)
    {
        if (!IsRemote(text) || !Uri.TryCreate(text, UriKind.Absolute, out var uri))
            throw new SleepVlmException($"--model {text}: is no address of a server; write http://host:port/v1#name, several separated by commas");
        if (uri.UserInfo.Length > 0)
            throw new SleepVlmException($"--model: {uri.Host}: a password in an address stands in lists of processes for everyone to read; put a key into the variable {RemoteSettings.ApiKeyVariable}");
        if (uri.Query.Length > 0) throw new SleepVlmException($"--model {text}: an address of a server takes no '?'; write http://host:port/v1#name");
        var path = uri.AbsolutePath.TrimEnd('/');
        var name = Uri.UnescapeDataString(uri.Fragment.TrimStart('#'));
        return new RemoteAddress(new Uri($"{uri.GetLeftPart(UriPartial.Authority)}{(path.Length == 0 ? "/v1" : path)}"), name.Length == 0 ? null : name);
    }
}
