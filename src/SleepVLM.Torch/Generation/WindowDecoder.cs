using SleepVLM.Contracts;
using SleepVLM.Torch.Answers;
using SleepVLM.Torch.Model;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Generation;

/// <summary>Answers questions about windows, many side by side. Runs on the model's thread.</summary>
/// <remarks>What every answer begins with is read together with the prompt. Where some answers are over, the next windows take their places.</remarks>
internal sealed class WindowDecoder : IDisposable
{
    // Windows are read together, a few at a time: alone they would be read slowly, all at once the places of the finished would stay empty.
    private const int PartsReadTogether = 4;

    private readonly WindowPrompt _prompt;
    private readonly AnswerGrammar _grammar;
    private readonly int _maxTokens;
    private readonly double _penalty;
    private readonly IReadOnlyList<int> _beginning;
    private readonly WindowReader _reader;
    private readonly AnswerWriter<WindowAnswering> _writer;
    private readonly int _vocabulary;

    /// <param name="model">The model.</param>
    /// <param name="pictures">Encodes the pictures; outlives this.</param>
    /// <param name="kept">Windows that were read before; outlives this.</param>
    /// <param name="prompt">The question.</param>
    /// <param name="grammar">What may be answered.</param>
    /// <param name="maxTokens">Longest answer.</param>
    /// <param name="penalty">Repetition penalty, 1 for none.</param>
    public WindowDecoder(Qwen25Vl model, PictureTokens pictures, ReadWindows kept, WindowPrompt prompt, AnswerGrammar grammar, int maxTokens, double penalty = 1)
    {
        (_grammar, _maxTokens, _penalty, _vocabulary) = (grammar, maxTokens, penalty, model.Config.VocabSize);
        _beginning = grammar.Start().ForcedTokens;
        _prompt = prompt.FollowedBy(_beginning);
        _reader = new WindowReader(model, pictures, _prompt, kept);
        _writer = new AnswerWriter<WindowAnswering>(model);
    }

    /// <summary>Answers in the order of the windows, each as soon as it and those before it are written.</summary>
    /// <param name="windows">The windows; drawn from as places become free.</param>
    /// <param name="together">Most answers that are written side by side.</param>
    /// <param name="cancellationToken">Stops between tokens.</param>
    /// <param name="stageAlone">Stop an answer where its stage is decided; it is left unfinished.</param>
    /// <param name="keep">Keep what is read of the windows, which will be asked again.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="together"/> is below 1.</exception>
    public IEnumerable<WindowAnswering> Answer(IEnumerable<WindowQuestion> windows, int together, CancellationToken cancellationToken, bool stageAlone = false, bool keep = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(together, 1);
        // Answers without prose are over at the same time, and side by side they pass over what is certain.
        var readTogether = stageAlone || !_grammar.HasProse ? together : Math.Max(1, together / PartsReadTogether);
        var inOrder = new Queue<WindowAnswering>();
        using var coming = windows.GetEnumerator();
        _writer.Clear();
        for (var more = true; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (more && together - _writer.Answers.Count >= readTogether)
            {
                var next = new List<WindowQuestion>();
                while (next.Count < readTogether && (more = coming.MoveNext())) next.Add(coming.Current);
                if (next.Count > 0) Read(next, stageAlone, keep).ForEach(inOrder.Enqueue);
            }
            else if (_writer.Answers.Count > 0)
            {
                _writer.Step();
            }
            else
            {
                yield break;
            }

            while (inOrder.TryPeek(out var first) && first.IsOver) yield return inOrder.Dequeue();
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _writer.Dispose();
    }

    private List<WindowAnswering> Read(List<WindowQuestion> windows, bool stageAlone, bool keep)
    {
        using var noGradients = no_grad();
        _writer.Cache.Reserve(_writer.Answers.Count + windows.Count, _prompt.Length + _maxTokens + 1);
        _writer.Cache.Add(windows.Count);
        var answers = windows.ConvertAll(window => new WindowAnswering(window.Target.Index, _prompt, Begun(window), stageAlone));
        _writer.Begin(answers, _reader.Read(windows, _writer.Cache, keep));
        return answers;
    }

    private Sequence Begun(WindowQuestion window)
    {
        var penalty = _penalty == 1 ? null : new RepetitionPenalty((float)_penalty, _prompt.Ids, _vocabulary);
        var sequence = new Sequence(_grammar, _maxTokens, window.Decided, penalty);
        sequence.Begin(_beginning);
        return sequence;
    }
}
