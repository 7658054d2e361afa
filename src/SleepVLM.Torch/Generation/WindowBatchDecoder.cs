using SleepVLM.Contracts;
using SleepVLM.Torch.Answers;
using SleepVLM.Torch.Model;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Generation;

/// <summary>Writes the answers to a batch of windows side by side. Runs on the model's thread; owns the prefix cache.</summary>
/// <remarks>What every answer begins with is read together with the prompt: the model need not be asked for it.</remarks>
internal sealed class WindowBatchDecoder : IDisposable
{
    private readonly Qwen25Vl _model;
    private readonly WindowPrompt _prompt;
    private readonly AnswerGrammar _grammar;
    private readonly StageReadout _readout;
    private readonly int _maxTokens;
    private readonly double _penalty;
    private readonly IReadOnlyList<int> _beginning;
    private readonly PictureTokens _pictures;
    private readonly KeyValueCache _prefix;
    private readonly RotaryTable _promptRotary, _answerRotary;
    private readonly Tensor _mask;

    /// <param name="model">The model.</param>
    /// <param name="pictures">Encodes the pictures; outlives this.</param>
    /// <param name="prompt">The question.</param>
    /// <param name="grammar">What may be answered.</param>
    /// <param name="maxTokens">Longest answer.</param>
    /// <param name="penalty">Repetition penalty, 1 for none.</param>
    public WindowBatchDecoder(Qwen25Vl model, PictureTokens pictures, WindowPrompt prompt, AnswerGrammar grammar, int maxTokens, double penalty = 1)
    {
        (_model, _pictures, _grammar, _maxTokens, _penalty) = (model, pictures, grammar, maxTokens, penalty);
        _beginning = grammar.Start().ForcedTokens;
        _prompt = prompt = prompt.FollowedBy(_beginning);
        _readout = new StageReadout(grammar);
        using var scope = NewDisposeScope();
        var behind = prompt.Length - prompt.PrefixLength;
        _promptRotary = Keep(MropeTable.Create(model.Config, prompt.PositionsFrom(prompt.PrefixLength), model.Device));
        _answerRotary = Keep(MropeTable.Create(model.Config, prompt.AnswerPositions(maxTokens), model.Device));
        _mask = CausalMask(behind, prompt.Length).DetachFromDisposeScope();
        _prefix = new KeyValueCache(model.Config, 1, Math.Max(1, prompt.PrefixLength), model.Dtype, model.Device);
        if (prompt.PrefixLength > 0) ComputePrefix();
    }

    /// <summary>Answers in the order of the windows.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="cancellationToken">Stops between tokens.</param>
    /// <param name="stagesOnly">Stop where all stages are decided; answers are left unfinished.</param>
    public IReadOnlyList<Sequence> Answer(IReadOnlyList<WindowQuestion> windows, CancellationToken cancellationToken, bool stagesOnly = false)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var cache = new KeyValueCache(_model.Config, windows.Count, _prompt.Length + _maxTokens + 1, _model.Dtype, _model.Device);
        cache.CopyPrefixFrom(_prefix);
        var sequences = windows.Select(window => new Sequence(_grammar, _maxTokens, window.Decided, NewPenalty())).ToArray();
        foreach (var sequence in sequences) sequence.Begin(_beginning);
        var logits = Read(windows, cache);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (sequences.Any(s => s.IsAtStageChoice)) DecideStages(sequences, logits, cache);
            if (stagesOnly && sequences.All(s => s.Hypnodensity is not null)) return sequences;
            var vocabulary = logits.Length / sequences.Length;
            var next = new long[sequences.Length];
            for (var i = 0; i < sequences.Length; i++)
                if (!sequences[i].IsDone) next[i] = sequences[i].Write(logits.AsSpan(i * vocabulary, vocabulary));
            if (sequences.All(s => s.IsDone)) return sequences;
            logits = Step(next, cache);
        }
    }

    public void Dispose()
    {
        _prefix.Dispose();
        _mask.Dispose();
        foreach (var table in new[] { _promptRotary, _answerRotary })
        {
            table.Cos.Dispose();
            table.Sin.Dispose();
        }
    }

    private RepetitionPenalty? NewPenalty() => _penalty == 1 ? null : new RepetitionPenalty((float)_penalty, _prompt.Ids, _model.Config.VocabSize);

    // Reads prompts behind the prefix; returns the logits of the answers' first tokens.
    private float[] Read(IReadOnlyList<WindowQuestion> windows, KeyValueCache cache)
    {
        using var scope = NewDisposeScope();
        var behind = _prompt.Length - _prompt.PrefixLength;
        var ids = tensor(_prompt.Ids.AsSpan(_prompt.PrefixLength).ToArray().Select(id => (long)id).ToArray(), device: _model.Device)
            .unsqueeze(0).expand(windows.Count, behind);
        var places = tensor(Enumerable.Range(0, windows.Count)
            .SelectMany(row => _prompt.ImagePlaces.Select(place => (long)row * behind + place)).ToArray(), device: _model.Device);
        var pictures = _pictures.Of([.. windows.SelectMany(window => new[] { window.Previous, window.Target, window.Next })]);
        using var phase = StagingPhases.Begin(StagingPhases.Prefill);
        var embedded = _model.Embed(ids, pictures, places);
        var hidden = _model.Decode(embedded, new DecoderPass(_promptRotary, _mask, cache));
        return ModelFiles.HostValues(_model.Logits(hidden.narrow(1, behind - 1, 1)));
    }

    // Feeds one token to every sequence; returns the logits of the next.
    private float[] Step(long[] tokens, KeyValueCache cache)
    {
        using var phase = StagingPhases.Begin(StagingPhases.Decode);
        using var scope = NewDisposeScope();
        var at = cache.Length - _prompt.Length;
        var rotary = new RotaryTable(_answerRotary.Cos.narrow(1, at, 1), _answerRotary.Sin.narrow(1, at, 1));
        var hidden = _model.Decode(
            _model.Embed(tensor(tokens, device: _model.Device).unsqueeze(1)), new DecoderPass(rotary, null, cache));
        return ModelFiles.HostValues(_model.Logits(hidden));
    }

    // A stage may be spelt in several tokens, so the branches are tried and the cache is wound back.
    private void DecideStages(Sequence[] sequences, float[] logits, KeyValueCache cache)
    {
        var length = cache.Length;
        var branches = new List<float[]>();
        foreach (var prefix in _readout.Prefixes)
        {
            var branch = logits;
            foreach (var token in prefix) branch = Step([.. Enumerable.Repeat((long)token, sequences.Length)], cache);
            cache.RewindTo(length);
            branches.Add(branch);
        }

        var vocabulary = logits.Length / sequences.Length;
        for (var i = 0; i < sequences.Length; i++)
            if (sequences[i].IsAtStageChoice)
                sequences[i].DecideStage(_readout.Combine(
                    [.. branches.Select((branch, place) => sequences[i].Weigh(branch[(i * vocabulary)..((i + 1) * vocabulary)], _readout.Prefixes[place]))]));
    }

    private void ComputePrefix()
    {
        using var noGradients = no_grad();
        var ids = tensor(_prompt.Ids.Take(_prompt.PrefixLength).Select(id => (long)id).ToArray(), device: _model.Device).unsqueeze(0);
        var rotary = MropeTable.Create(_model.Config, [.. Enumerable.Range(0, 3 * _prompt.PrefixLength)
            .Select(i => _prompt.Positions[i / _prompt.PrefixLength * _prompt.Length + i % _prompt.PrefixLength])], _model.Device);
        _model.Decode(_model.Embed(ids), new DecoderPass(rotary, CausalMask(_prompt.PrefixLength, _prompt.PrefixLength), _prefix));
    }

    // Row i is the i-th of the last `rows` tokens of `columns`; it sees itself and everything before.
    private Tensor CausalMask(long rows, long columns) =>
        full([rows, columns], float.NegativeInfinity, device: _model.Device).triu(columns - rows + 1).to(_model.Dtype);

    private static RotaryTable Keep(RotaryTable table) =>
        new(table.Cos.DetachFromDisposeScope(), table.Sin.DetachFromDisposeScope());
}
