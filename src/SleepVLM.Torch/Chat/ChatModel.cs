using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using SleepVLM.Contracts;
using SleepVLM.Torch.Answers;
using SleepVLM.Torch.Generation;

namespace SleepVLM.Torch.Chat;

/// <summary>A Qwen2.5-VL checkpoint that many talk to at a time: text and pictures of any size in, text out as it is written.</summary>
/// <remarks>All tensors live on one thread. Questions are taken in the order they come and answered side by side (continuous batching).</remarks>
public sealed class ChatModel : IAsyncDisposable
{
    // Forms come from outside, so that only so many are kept.
    private const int MostGrammars = 64;

    private readonly LoadedModel _loaded;
    private readonly ModelThread _thread;
    private readonly ChatLimits _limits;
    private readonly WaitingLine _line = new();
    private readonly ConcurrentDictionary<string, AnswerGrammar> _grammars = new();
    private readonly Task<bool> _work;
    private int _answering;
    private long _encodedPictures;

    private ChatModel(LoadedModel loaded, ModelThread thread, ChatLimits limits)
    {
        (_loaded, _thread, _limits) = (loaded, thread, limits);
        _work = thread.RunAsync(Work);
    }

    /// <summary>Name and hashes.</summary>
    public ModelIdentity Identity => _loaded.Identity;

    /// <summary>What the model was trained to be asked and to answer; null where it came without a card.</summary>
    public ModelCard? Card => _loaded.OwnCard;

    /// <summary>Questions that wait to be read.</summary>
    public int Waiting => _line.Count;

    /// <summary>Answers being written.</summary>
    public int Answering => Volatile.Read(ref _answering);

    /// <summary>Pictures that had to be encoded so far; those seen lately are not encoded again.</summary>
    public long EncodedPictures => Volatile.Read(ref _encodedPictures);

    /// <summary>Loads a checkpoint in Hugging Face layout.</summary>
    /// <param name="folder">Folder with config.json, safetensors, tokenizer files and, for our own models, sleepvlm.json.</param>
    /// <param name="setting">Prompts, rules and device.</param>
    /// <param name="limits">How much is taken on at a time.</param>
    /// <exception cref="SleepVlmException">A file is missing, damaged or does not fit.</exception>
    public static async Task<ChatModel> LoadAsync(string folder, ModelSetting setting, ChatLimits limits)
    {
        var thread = new ModelThread();
        try
        {
            return new ChatModel(await thread.RunAsync(() => LoadedModel.Load(folder, setting)), thread, limits);
        }
        catch
        {
            thread.Dispose();
            throw;
        }
    }

    /// <summary>Lays a question out as tokens and brings its pictures to a size that the model takes. Safe for several threads.</summary>
    /// <exception cref="ArgumentException">Its pictures do not fit its places, or its form cannot be held to.</exception>
    /// <exception cref="SleepVlmException">A picture cannot be shown to the model.</exception>
    public ChatPrompt Prepare(ChatQuestion question) => ChatPrompt.Create(
        question, _loaded.Tokenizer, _loaded.Model.Config, question.Decoding.Shape is { } shape ? GrammarOf(shape) : null);

    /// <summary>Answers, piece by piece; the last piece has an end.</summary>
    /// <exception cref="SleepVlmException">The model's weights are damaged.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, or the model is being closed.</exception>
    public async IAsyncEnumerable<ChatDelta> AnswerAsync(ChatPrompt prompt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pieces = Channel.CreateUnbounded<ChatDelta>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        var job = new ChatJob(prompt, pieces.Writer, gone.Token);
        _line.Enter(job);
        try
        {
            await foreach (var piece in pieces.Reader.ReadAllAsync(cancellationToken)) yield return piece;
        }
        finally
        {
            await gone.CancelAsync();
            _line.Leave(job);
        }
    }

    /// <summary>Gives up all answers being written and frees the model.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var job in _line.Close()) job.Pieces.TryComplete(new OperationCanceledException("the model is being closed"));
        await _work;
        await _thread.RunAsync(() =>
        {
            _loaded.Dispose();
            return true;
        });
        _thread.Dispose();
    }

    private AnswerGrammar GrammarOf(AnswerShape shape)
    {
        var key = $"{string.Join(',', shape.Keys)}|{shape.Fenced}|{shape.RulesMayBeEmpty}|{string.Join(';', shape.RulesByStage.OrderBy(stage => stage.Key).Select(stage => $"{stage.Key}:{string.Join(',', stage.Value)}"))}";
        if (_grammars.TryGetValue(key, out var known)) return known;
        if (_grammars.Count >= MostGrammars) _grammars.Clear();
        return _grammars.GetOrAdd(key, _ => AnswerGrammar.Create(_loaded.Tokenizer, shape));
    }

    private bool Work()
    {
        using var decoder = new ChatDecoder(_loaded.Model, _loaded.Tokenizer, _limits);
        while (!_line.IsClosed)
        {
            if (decoder.Count == 0 && _line.Count == 0 && !_line.WaitForOne()) break;
            TakeIn(decoder);
            Guard(decoder.Step, decoder.FailAll);
            (_answering, _encodedPictures) = (decoder.Count, decoder.EncodedPictures);
        }

        decoder.FailAll(new OperationCanceledException("the model is being closed"));
        return true;

        void TakeIn(ChatDecoder into)
        {
            var taken = new List<ChatJob>();
            while (taken.Count < _limits.MostReadTogether && _line.TakeIf(job => into.HasRoomFor([.. taken, job])) is { } job)
                if (job.Cancelled.IsCancellationRequested) job.Pieces.TryComplete(new OperationCanceledException(job.Cancelled));
                else taken.Add(job);
            while (taken.Count > 0)
            {
                var alike = taken.Where(job => job.Prompt.IsLaidOutLike(taken[0].Prompt)).ToArray();
                taken.RemoveAll(alike.Contains);
                Guard(() => into.Start(alike), error =>
                {
                    foreach (var job in alike) job.Pieces.TryComplete(error);
                    into.FailAll(error);
                });
            }
        }
    }

    // Want of memory, most often: those being answered are told, and the next ones find an empty model.
    private static void Guard(Action work, Action<Exception> failed)
    {
        try
        {
            work();
        }
        catch (Exception error)
        {
            failed(error);
        }
    }
}
