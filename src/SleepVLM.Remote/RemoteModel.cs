using System.Diagnostics;
using System.Globalization;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using SleepVLM.Contracts;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Remote.Answers;
using SleepVLM.Remote.Endpoints;
using SleepVLM.Remote.Protocol;

namespace SleepVLM.Remote;

/// <summary>A model behind one or several servers that speak the OpenAI protocol: vLLM, SGLang, Ollama, llama.cpp and others.</summary>
/// <remarks>
/// Pictures are held for the questions in flight only. Servers that fail are left and taken back when they answer again as what they were; answers come in the order
/// of the questions, each once. The answers of several different engines carry a note that names theirs.
/// </remarks>
public sealed class RemoteModel : IVisionLanguageModel
{
    private const int LeastAhead = 64, AheadPerSlot = 8;

    private readonly EndpointPool _pool;
    private readonly RemoteSettings _settings;
    private readonly RuleBook _rules;
    private readonly IReadOnlyList<ServerDescription> _servers;
    private readonly int _slots;
    private readonly ResiliencePipeline<WindowAnswer> _retry;
    private readonly ResiliencePipeline _timeout;
    private readonly Dictionary<Endpoint, Refusals> _refusals;

    internal RemoteModel(
        IReadOnlyList<Endpoint> endpoints, EndpointPool pool, RemoteSettings settings, PromptTemplate prompt, RuleBook rules, IReadOnlyList<ServerDescription> servers)
    {
        (_pool, _settings, Prompt, _rules, _servers, _slots) = (pool, settings, prompt, rules, servers, endpoints.Count * settings.Concurrency);
        Identity = RemoteIdentity.Of(servers, prompt) with { RenderStyle = settings.RenderStyle };
        _refusals = endpoints.ToDictionary(endpoint => endpoint, _ => new Refusals(settings.MostRefusalsInARow));
        _timeout = new ResiliencePipelineBuilder().AddTimeout(settings.AnswerTimeout).Build();
        _retry = settings.MostAttempts < 2 ? ResiliencePipeline<WindowAnswer>.Empty : new ResiliencePipelineBuilder<WindowAnswer>().AddRetry(new RetryStrategyOptions<WindowAnswer>
        {
            MaxRetryAttempts = settings.MostAttempts - 1,
            ShouldHandle = new PredicateBuilder<WindowAnswer>().Handle<RemoteFailure>(failure => failure.Kind is FailureKind.Gone or FailureKind.Faulty),
            DelayGenerator = arguments => new(settings.Jittered(settings.FirstPause, arguments.AttemptNumber + 1)),
        }).Build();
    }

    /// <inheritdoc/>
    public ModelIdentity Identity { get; }

    /// <summary>The prompt that questions are asked with.</summary>
    public PromptTemplate Prompt { get; }

    /// <inheritdoc/>
    /// <remarks>A given stage is enforced by the schema and the night is weighed by probabilities, so every server needs both.</remarks>
    public bool DecidesFirst =>
        StagePrompt.FormatOf(Prompt, RationaleDetail.Full).NamesStageFirst && _servers.All(server => server is { KeepsToSchema: true, GivesProbabilities: true });

    /// <summary>Connects to every server that answers; at least one must.</summary>
    /// <param name="addresses">The servers.</param>
    /// <param name="settings">How they are dealt with.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="rules">Its rule book.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="SleepVlmException">No server answers, or one refuses key or model.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Task<RemoteModel> ConnectAsync(
        IReadOnlyList<RemoteAddress> addresses, RemoteSettings settings, PromptTemplate prompt, RuleBook rules, CancellationToken cancellationToken) =>
        new Connection(settings.Validated(), prompt, rules).OpenAsync(addresses, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="SleepVlmException">Every server is gone, one refuses the request, or a question gets no answer however often it is asked.</exception>
    public IAsyncEnumerable<WindowAnswer> AnswerAsync(IEnumerable<WindowQuestion> questions, AnswerOptions options, CancellationToken cancellationToken)
    {
        var asked = new ChatQuestion(Prompt, _rules, options.Detail, options.MaxTokens, _settings.Seed);
        return InOrder.SelectAsync(
            new PictureFiles().Of(questions), _slots, Math.Max(LeastAhead, AheadPerSlot * _slots), (window, place, token) => AnswerAsync(window, place, asked, token), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    private async Task<WindowAnswer> AnswerAsync(WindowPictures window, long place, ChatQuestion asked, CancellationToken cancellationToken)
    {
        if (window.Decided is not null && !DecidesFirst)
            throw new SleepVlmException($"{Identity.Name} cannot be held to a stage that was decided before: that takes a prompt that asks for the stage first, and servers with structured output and probabilities; use --context window");
        var last = "";
        try
        {
            return await _retry.ExecuteAsync(async token => await AttemptAsync(token), cancellationToken);
        }
        catch (RemoteFailure failure)
        {
            throw new SleepVlmException($"--model: {last}: {failure.Message}{Ending(failure.Kind, window.Target)}", failure);
        }

        async Task<WindowAnswer> AttemptAsync(CancellationToken token)
        {
            var clock = Stopwatch.StartNew();
            while (true)
            {
                var endpoint = await _pool.RentAsync(place, token);
                last = endpoint.Client.Address.ToString();
                try
                {
                    return await AskAsync(endpoint, window, asked, token);
                }
                // A server that asks for patience is paused in the pool; another may have room.
                catch (RemoteFailure failure) when (failure.Kind == FailureKind.Busy && clock.Elapsed < _settings.LongestBusy)
                {
                }
            }
        }
    }

    private async Task<WindowAnswer> AskAsync(Endpoint endpoint, WindowPictures window, ChatQuestion asked, CancellationToken cancellationToken)
    {
        try
        {
            return await AnswerOrRefusalAsync(endpoint, window, asked, cancellationToken);
        }
        catch (RemoteFailure failure)
        {
            _pool.Failed(endpoint, failure);
            throw;
        }
        catch (TimeoutRejectedException late)
        {
            var failure = new RemoteFailure(FailureKind.Faulty, string.Create(CultureInfo.InvariantCulture, $"no answer within {_settings.AnswerTimeout.TotalSeconds:0.##} s"), null, late);
            _pool.Failed(endpoint, failure);
            throw failure;
        }
        catch
        {
            _pool.Withdrawn(endpoint);
            throw;
        }
    }

    private async Task<WindowAnswer> AnswerOrRefusalAsync(Endpoint endpoint, WindowPictures window, ChatQuestion asked, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var server = endpoint.Server!;
        try
        {
            var reply = await ReplyAsync(window);
            _pool.Answered(endpoint, clock.Elapsed);
            _refusals[endpoint].Answered();
            return Read(window, server, reply);
        }
        catch (RemoteFailure refusal) when (refusal.MayBeTheQuestion)
        {
            await _refusals[endpoint].CountAsync(refusal, () => ReplyAsync(window.Blackened()));
            _pool.Withdrawn(endpoint);
            _settings.Notice($"{window.Target} is refused by {endpoint.Client.Address}: {refusal.Message}; it is recorded without a stage");
            return new WindowAnswer(window.Target, "", false, null, 0) { Refusal = refusal.Message, Notes = NotesOf(server) };
        }

        Task<ChatReply> ReplyAsync(WindowPictures pictures) => _timeout.ExecuteAsync(
            async token => await endpoint.Client.AskAsync(server.Model, asked.TurnsOf(pictures), asked.OptionsOf(pictures, server), token), cancellationToken).AsTask();
    }

    private string Ending(FailureKind kind, EpochIndex target) => kind switch
    {
        FailureKind.Refused => "",
        FailureKind.Busy => string.Create(CultureInfo.InvariantCulture, $"; {target} waited for {_settings.LongestBusy.TotalMinutes:0.##} minutes; the same command goes on later"),
        _ => string.Create(CultureInfo.InvariantCulture, $"; {target} was asked {_settings.MostAttempts} times in vain; see to the server, and the same command goes on"),
    };

    private List<string> NotesOf(ServerDescription server) => _servers.Count > 1 ? [$"answered by {server.Label} with {server.Model}"] : [];

    private WindowAnswer Read(WindowPictures window, ServerDescription server, ChatReply reply)
    {
        var notes = NotesOf(server);
        if (reply.StageProbabilities is { } told) return new WindowAnswer(window.Target, reply.Text, reply.Truncated, told, reply.TokenCount) { Notes = notes };
        // Where the schema allows one stage only, probabilities tell nothing of the model's own mind.
        var read = window.Decided is null && AnswerParser.TryParse(reply.Text, out var parsed, out _) ? StageProbabilities.Of(reply.Tokens, parsed.Stage) : null;
        if (read is { Spread: > StageProbabilities.NoteworthySpread })
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{100 * read.Spread:F0} % of the stage's probability could not be told apart and is spread evenly over N1, N2 and N3"));
        return new WindowAnswer(window.Target, reply.Text, reply.Truncated, read?.Hypnodensity, reply.TokenCount) { Notes = notes };
    }
}
