using OpenAI.Chat;

namespace SleepVLM.Remote.Protocol;

/// <summary>Tries once what a server can do: answers by a schema, probabilities of tokens.</summary>
internal static class CapabilityProbe
{
    private const int Tokens = 64;

    private static readonly ChatMessage[] Question = [ChatMessage.CreateUserMessage("Answer with a JSON object that names the sleep stage W and the rule W.1.")];

    /// <summary>Asks a short question in text until a form of it is accepted, the richest first.</summary>
    /// <param name="client">The server.</param>
    /// <param name="server">What it told of itself.</param>
    /// <param name="schema">The form of short answers; null where none is to be asked for.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The description with what it can do.</returns>
    /// <exception cref="RemoteFailure">It answers no question at all.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<ServerDescription> TryAsync(
        EndpointClient client, ServerDescription server, ChatResponseFormat? schema, CancellationToken cancellationToken)
    {
        (bool Schema, bool Probabilities)[] forms = [(true, true), (true, false), (false, true), (false, false)];
        RemoteFailure? refused = null;
        foreach (var form in forms.Where(form => schema is not null || !form.Schema))
        {
            var options = new ChatCompletionOptions { Temperature = 0, ResponseFormat = form.Schema ? schema : null };
            options.Patch.Set("$.max_tokens"u8, Tokens);
            if (form.Probabilities) (options.IncludeLogProbabilities, options.TopLogProbabilityCount) = (true, ChatQuestion.Alternatives);
            try
            {
                var reply = await client.AskAsync(server.Model, Question, options, cancellationToken);
                return server with
                {
                    // Some servers take the schema and do not keep to it.
                    KeepsToSchema = form.Schema && reply.Text.TrimStart().StartsWith('{'),
                    GivesProbabilities = form.Probabilities && reply.Tokens.Any(token => token.Choices.Count > 1),
                };
            }
            catch (RemoteFailure failure) when (failure.Kind is FailureKind.Refused or FailureKind.Faulty)
            {
                refused = failure;
            }
        }

        throw refused!;
    }
}
