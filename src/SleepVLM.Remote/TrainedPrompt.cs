using System.Text.Json;
using SleepVLM.Contracts;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Remote.Protocol;

namespace SleepVLM.Remote;

/// <summary>What a model behind a server of ours was trained to be asked and to answer.</summary>
/// <param name="Name">Name of the prompt.</param>
/// <param name="Sha256">Hash of the prompt's file.</param>
/// <param name="Answer">How the answer is spelled.</param>
/// <param name="RenderStyle">Style of the pictures; null for the published one.</param>
public sealed record TrainedPrompt(string Name, string Sha256, AnswerFormat Answer, string? RenderStyle = null)
{
    /// <summary>Asks the servers what their model was trained for. Servers that do not answer are left out here; connecting tells of them.</summary>
    /// <param name="addresses">The servers.</param>
    /// <param name="settings">Key and times.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Null where a server does not tell, none answers, or they differ.</returns>
    /// <exception cref="SleepVlmException">A setting makes no sense.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<TrainedPrompt?> OfAsync(IReadOnlyList<RemoteAddress> addresses, RemoteSettings settings, CancellationToken cancellationToken)
    {
        var told = await Task.WhenAll(addresses.Select(address => AskAsync(address, settings.Validated(), cancellationToken)));
        var answered = told.OfType<Told>().Select(answer => answer.Prompt).ToArray();
        return answered.Length > 0 && answered[0] is { } first && Array.TrueForAll(answered, other => other is not null && other.IsLike(first)) ? first : null;
    }

    /// <summary>The prompt from our own folder, with the form of answer; null where that folder has no such prompt, or another version of it.</summary>
    public PromptTemplate? Load(string folder)
    {
        // The name comes from outside and must not lead out of the folder.
        if (Name != Path.GetFileName(Name) || !File.Exists(Path.Combine(folder, Name + ".yaml"))) return null;
        var prompt = PromptTemplate.Load(folder, Name);
        return prompt.Sha256 == Sha256 ? prompt.AnsweredAs(Answer) : null;
    }

    internal static TrainedPrompt? Read(JsonElement model)
    {
        if (model.ValueKind != JsonValueKind.Object || !model.TryGetProperty("trained_for", out var told)) return null;
        try
        {
            string[] keys = [.. told.GetProperty("answer_keys").EnumerateArray().Select(key => key.GetString() ?? "")];
            return told.GetProperty("prompt").GetString() is { } name && told.GetProperty("prompt_sha256").GetString() is { } sha256
                ? new TrainedPrompt(name, sha256, new AnswerFormat(keys, told.GetProperty("fenced").GetBoolean()), told.TryGetProperty("render_style", out var style) ? style.GetString() : null) : null;
        }
        catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            return null;
        }
    }

    private bool IsLike(TrainedPrompt other) =>
        Name == other.Name && RenderStyle == other.RenderStyle && Sha256 == other.Sha256 && Answer.Fenced == other.Answer.Fenced && Answer.Keys.SequenceEqual(other.Answer.Keys);

    private static async Task<Told?> AskAsync(RemoteAddress address, RemoteSettings settings, CancellationToken cancellationToken)
    {
        using var client = new EndpointClient(address, settings, ServerInspection.LargestList);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.AnswerTimeout);
        try
        {
            return new Told(Read(await ServerInspection.EntryAsync(client, limit.Token)));
        }
        catch (RemoteFailure)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private sealed record Told(TrainedPrompt? Prompt);
}
