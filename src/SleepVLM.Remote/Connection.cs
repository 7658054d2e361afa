using SleepVLM.Contracts;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Remote.Endpoints;
using SleepVLM.Remote.Protocol;

namespace SleepVLM.Remote;

/// <summary>Looks at all servers of a run once and makes a model of those that answer.</summary>
internal sealed class Connection(RemoteSettings settings, PromptTemplate prompt, RuleBook rules)
{
    // Alternatives of every token come along: about a hundred bytes each.
    private const long BytesPerToken = 4096, BytesBesides = 1 << 18;

    /// <exception cref="SleepVlmException">No server answers, or one refuses key or model.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<RemoteModel> OpenAsync(IReadOnlyList<RemoteAddress> addresses, CancellationToken cancellationToken)
    {
        Endpoint[] endpoints = [.. addresses.Select(address => new Endpoint(
            new EndpointClient(address, settings, BytesBesides + BytesPerToken * prompt.MaxTokens), settings.Concurrency))];
        try
        {
            var failures = await Task.WhenAll(endpoints.Select(endpoint => JoinAsync(endpoint, cancellationToken)));
            if (failures.FirstOrDefault(failure => failure?.Kind == FailureKind.Refused) is { } refused)
                throw new SleepVlmException($"--model: {addresses[Array.IndexOf(failures, refused)]}: {refused.Message}", refused);
            if (Array.TrueForAll(failures, failure => failure is not null))
                throw new SleepVlmException($"--model: no server answers: {string.Join("; ", addresses.Zip(failures, (address, failure) => $"{address}: {failure!.Message}"))}");
            for (var i = 0; i < endpoints.Length; i++)
                if (failures[i] is { } failure) settings.Notice($"{addresses[i]} does not answer yet: {failure.Message}");
            ServerDescription[] servers = [.. endpoints.Select(endpoint => endpoint.Server).OfType<ServerDescription>().Distinct()
                .OrderBy(server => server.Label, StringComparer.Ordinal).ThenBy(server => server.ToString(), StringComparer.Ordinal)];
            foreach (var server in servers) settings.Notice(Describe(server));
            return new RemoteModel(endpoints, new EndpointPool(endpoints, settings, servers, LookAsync), settings, prompt, rules, servers);
        }
        catch
        {
            foreach (var endpoint in endpoints) endpoint.Dispose();
            throw;
        }
    }

    private async Task<RemoteFailure?> JoinAsync(Endpoint endpoint, CancellationToken cancellationToken)
    {
        try
        {
            endpoint.Join(await LookAsync(endpoint, cancellationToken), onTrial: false);
            return null;
        }
        catch (RemoteFailure failure)
        {
            return failure;
        }
    }

    private async Task<ServerDescription> LookAsync(Endpoint endpoint, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.AnswerTimeout);
        try
        {
            var server = await ServerInspection.InspectAsync(endpoint.Client, limit.Token);
            // A fence cannot be written under a schema, and holding a model to one would lead it off what it learned.
            var format = StagePrompt.FormatOf(prompt, RationaleDetail.Stage);
            return await CapabilityProbe.TryAsync(endpoint.Client, server, format.Fenced ? null : AnswerSchema.Create(format, rules), limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RemoteFailure(FailureKind.Faulty, $"no answer within {settings.AnswerTimeout.TotalSeconds:0.##} s");
        }
    }

    private string Describe(ServerDescription server)
    {
        List<string> lacks = [];
        if (!server.KeepsToSchema && prompt.Answer is { Fenced: false }) lacks.Add("does not keep to a schema: answers are read as they come");
        if (!server.GivesProbabilities) lacks.Add("gives no probabilities: no hypnodensity");
        if (prompt.Decoding.Penalty is not null && server.RepetitionPenaltyField is null) lacks.Add("is not known to take a repetition penalty: none is sent");
        return $"{server.Model} on {server.Label}{(lacks.Count > 0 ? $"; {string.Join("; ", lacks)}" : "")}";
    }
}
