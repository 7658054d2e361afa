using SleepVLM.Contracts;
using SleepVLM.Torch.Answers;
using SleepVLM.Torch.Model;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Generation;

/// <summary>Writes the answers to a batch of windows side by side. Runs on the model's thread.</summary>
/// <remarks>
/// What every answer begins with is read together with the prompt, and what follows a choice without another goes through the model at once: the model
/// need not be asked for it. An answer that is done leaves the batch.
/// </remarks>
internal sealed class WindowBatchDecoder : IDisposable
{
    private readonly Qwen25Vl _model;
    private readonly WindowPrompt _prompt;
    private readonly AnswerGrammar _grammar;
    private readonly StageReadout _readout;
    private readonly int _maxTokens;
    private readonly double _penalty;
    private readonly IReadOnlyList<int> _beginning;
    private readonly WindowReader _reader;
    private readonly RotaryTable _rotary;

    /// <param name="model">The model.</param>
    /// <param name="pictures">Encodes the pictures; outlives this.</param>
    /// <param name="kept">Windows that were read before; outlives this.</param>
    /// <param name="prompt">The question.</param>
    /// <param name="grammar">What may be answered.</param>
    /// <param name="maxTokens">Longest answer.</param>
    /// <param name="penalty">Repetition penalty, 1 for none.</param>
    public WindowBatchDecoder(Qwen25Vl model, PictureTokens pictures, ReadWindows kept, WindowPrompt prompt, AnswerGrammar grammar, int maxTokens, double penalty = 1)
    {
        (_model, _grammar, _maxTokens, _penalty) = (model, grammar, maxTokens, penalty);
        _beginning = grammar.Start().ForcedTokens;
        _prompt = prompt.FollowedBy(_beginning);
        _readout = new StageReadout(grammar);
        using var scope = NewDisposeScope();
        _reader = new WindowReader(model, pictures, _prompt, kept);
        _rotary = MropeTable.Create(model.Config, _prompt.AnswerPositions(maxTokens), model.Device).Kept();
    }

    /// <summary>Answers in the order of the windows.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="cancellationToken">Stops between tokens.</param>
    /// <param name="stagesOnly">Stop where all stages are decided; answers are left unfinished.</param>
    /// <param name="keep">Keep what is read of the windows, which will be asked again.</param>
    public IReadOnlyList<Sequence> Answer(IReadOnlyList<WindowQuestion> windows, CancellationToken cancellationToken, bool stagesOnly = false, bool keep = false)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var cache = new KeyValueCache(_model.Config, windows.Count, _prompt.Length + _maxTokens + 1, _model.Dtype, _model.Device);
        var sequences = windows.Select(window => new Sequence(_grammar, _maxTokens, window.Decided, NewPenalty())).ToArray();
        foreach (var sequence in sequences) sequence.Begin(_beginning);
        var writing = sequences.ToList();
        var logits = _reader.Read(windows, cache, keep);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (writing.Any(s => s.IsAtStageChoice)) DecideStages(writing, logits, cache);
            if (stagesOnly && writing.All(s => s.Hypnodensity is not null)) return sequences;
            var next = Write(writing, logits, cache);
            if (writing.Count == 0) return sequences;
            logits = Step(next, writing.Count, cache);
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _rotary.Dispose();
    }

    private RepetitionPenalty? NewPenalty() => _penalty == 1 ? null : new RepetitionPenalty((float)_penalty, _prompt.Ids, _model.Config.VocabSize);

    // Writes a token of every answer and on as far as none has a choice, and takes out those that are done; returns the tokens of the others, [answers, tokens].
    private static long[] Write(List<Sequence> writing, float[] logits, KeyValueCache cache)
    {
        var vocabulary = logits.Length / writing.Count;
        var written = writing.Select((sequence, row) => new List<long> { sequence.Write(logits.AsSpan(row * vocabulary, vocabulary)) }).ToList();
        var open = writing.Where(sequence => !sequence.IsDone).ToArray();
        var ahead = open.Length == 0 ? 0 : open.Min(sequence => sequence.AheadCount);
        for (var row = writing.Count - 1; row >= 0; row--)
        {
            for (var i = 0; i < ahead && !writing[row].IsDone; i++) written[row].Add(writing[row].WriteAhead());
            if (!writing[row].IsDone) continue;
            cache.Remove(row);
            (writing[row], written[row]) = (writing[^1], written[^1]);
            writing.RemoveAt(writing.Count - 1);
            written.RemoveAt(written.Count - 1);
        }

        return [.. written.SelectMany(tokens => tokens)];
    }

    // Feeds equally many tokens to every sequence; returns the logits of the next.
    private float[] Step(long[] tokens, int rows, KeyValueCache cache)
    {
        using var phase = StagingPhases.Begin(StagingPhases.Decode);
        using var scope = NewDisposeScope();
        var (at, count) = (cache.Length - _prompt.Length, tokens.Length / rows);
        var rotary = new RotaryTable(_rotary.Cos.narrow(1, at, count), _rotary.Sin.narrow(1, at, count));
        var mask = count == 1 ? null : _model.CausalMask(count, cache.Length + count);
        var hidden = _model.Decode(_model.Embed(tensor(tokens, [rows, count], device: _model.Device)), new DecoderPass(rotary, mask, cache, LastAlone: true, InOrder: true));
        return ModelFiles.HostValues(_model.Logits(hidden));
    }

    // A stage may be spelt in several tokens, so the branches are tried and the cache is wound back.
    private void DecideStages(List<Sequence> writing, float[] logits, KeyValueCache cache)
    {
        var length = cache.Length;
        var branches = new List<float[]>();
        foreach (var prefix in _readout.Prefixes)
        {
            branches.Add(prefix.Count == 0 ? logits : Step([.. Enumerable.Repeat(prefix, writing.Count).SelectMany(token => token).Select(token => (long)token)], writing.Count, cache));
            cache.RewindTo(length);
        }

        var vocabulary = logits.Length / writing.Count;
        for (var i = 0; i < writing.Count; i++)
            if (writing[i].IsAtStageChoice)
                writing[i].DecideStage(_readout.Combine(
                    [.. branches.Select((branch, place) => writing[i].Weigh(branch[(i * vocabulary)..((i + 1) * vocabulary)], _readout.Prefixes[place]))]));
    }
}
