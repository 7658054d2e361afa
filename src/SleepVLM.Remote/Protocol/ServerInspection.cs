using System.Text.Json;

namespace SleepVLM.Remote.Protocol;

/// <summary>Finds out which model a server has and which engine runs it.</summary>
internal static class ServerInspection
{
    /// <summary>Longest list of models that is read, bytes.</summary>
    public const long LargestList = 1 << 20;

    // Where each engine tells its version, and the owner that it gives its models; Ollama's models belong to whoever made them.
    private static readonly (string Engine, string? Owner, string Path, string Property)[] Engines =
    [
        (EngineNames.Ollama, null, "api/version", "version"),
        (EngineNames.LlamaCpp, "llamacpp", "props", "build_info"),
        (EngineNames.SgLang, "sglang", "get_server_info", "version"),
        (EngineNames.SgLang, "sglang", "server_info", "version"),
        (EngineNames.Vllm, "vllm", "version", "version"),
        (EngineNames.SleepVlm, "sleepvlm", "version", "version"),
    ];

    /// <summary>Asks a server; what it can do beyond text stays open.</summary>
    /// <exception cref="RemoteFailure">It does not answer, or has no such model.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<ServerDescription> InspectAsync(EndpointClient client, CancellationToken cancellationToken)
    {
        var (list, server) = await ListAsync(client, cancellationToken);
        using (list)
        {
            var models = Elements(list.RootElement, "data").ToArray();
            var (name, entry) = Choose(client.Address.Model, models);
            var (engine, version) = await EngineOfAsync(client, Text(entry, "owned_by"), server, cancellationToken);
            var weights = engine == EngineNames.Ollama ? await OllamaDigestAsync(client, name, cancellationToken) : Text(entry, "root");
            return new ServerDescription(engine, version, name, weights, ParameterCount(entry));
        }
    }

    /// <summary>What the server lists about its model.</summary>
    /// <exception cref="RemoteFailure">It does not answer, or has no such model.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<JsonElement> EntryAsync(EndpointClient client, CancellationToken cancellationToken)
    {
        var (list, _) = await ListAsync(client, cancellationToken);
        using (list) return Choose(client.Address.Model, [.. Elements(list.RootElement, "data")]).Entry is { ValueKind: not JsonValueKind.Undefined } entry ? entry.Clone() : default;
    }

    private static Task<(JsonDocument List, string? Server)> ListAsync(EndpointClient client, CancellationToken cancellationToken) =>
        client.GetAsync(new Uri(client.Address.BaseUri.AbsoluteUri + "/models"), cancellationToken);

    private static (string Name, JsonElement Entry) Choose(string? asked, JsonElement[] models)
    {
        var names = models.Select(model => Text(model, "id")).ToArray();
        if (asked is null)
        {
            return models.Length == 1 ? (names[0], models[0]) : throw Refuse(models.Length == 0
                ? "the server lists no model; name one behind the address: http://host:port/v1#name"
                : $"the server has several models; name one behind the address: #{string.Join(", #", names)}");
        }

        // Ollama takes a name without its tag; llama.cpp takes any name for the one model it has.
        var at = Array.FindIndex(names, name => name == asked || name == asked + ":latest");
        if (at < 0 && models.Length == 1 && Text(models[0], "owned_by") == "llamacpp") at = 0;
        if (at < 0 && models.Length > 0) throw Refuse($"the server has no model '{asked}'; it has {string.Join(", ", names)}");
        return (asked, at < 0 ? default : models[at]);
    }

    private static async Task<(string Engine, string Version)> EngineOfAsync(EndpointClient client, string owner, string? server, CancellationToken cancellationToken)
    {
        var known = Engines.Where(engine => engine.Owner == owner).ToArray();
        foreach (var (engine, _, path, property) in known.Length > 0 ? known : Engines)
            if (await TryGetAsync(client, path, cancellationToken) is { } told)
                using (told)
                    if (Text(told.RootElement, property) is { Length: > 0 } version) return (engine, version);
        return known.Length > 0 ? (known[0].Engine, "") : (server ?? "unknown engine", "");
    }

    private static async Task<string> OllamaDigestAsync(EndpointClient client, string model, CancellationToken cancellationToken)
    {
        using var tags = await TryGetAsync(client, "api/tags", cancellationToken);
        return tags is null ? "" : Elements(tags.RootElement, "models")
            .Where(entry => Text(entry, "name") == model || Text(entry, "name") == model + ":latest").Select(entry => Text(entry, "digest")).FirstOrDefault("");
    }

    // An engine's own addresses lie beside those of the OpenAI protocol.
    private static async Task<JsonDocument?> TryGetAsync(EndpointClient client, string path, CancellationToken cancellationToken)
    {
        var address = client.Address.BaseUri.AbsoluteUri;
        var root = address.EndsWith("/v1", StringComparison.Ordinal) ? address[..^2] : address + "/";
        try
        {
            return (await client.GetAsync(new Uri(root + path), cancellationToken)).Json;
        }
        catch (RemoteFailure)
        {
            // Another engine, or one that does not tell.
            return null;
        }
    }

    private static long ParameterCount(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("meta", out var meta) && meta.ValueKind == JsonValueKind.Object
        && meta.TryGetProperty("n_params", out var count) && count.ValueKind == JsonValueKind.Number && count.TryGetInt64(out var value) ? value : 0;

    private static IEnumerable<JsonElement> Elements(JsonElement root, string property) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(property, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static string Text(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static RemoteFailure Refuse(string problem) => new(FailureKind.Refused, problem);
}
