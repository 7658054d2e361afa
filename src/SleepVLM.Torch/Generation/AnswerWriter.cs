using SleepVLM.Contracts;
using SleepVLM.Torch.Answers;
using SleepVLM.Torch.Model;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Generation;

/// <summary>Writes answers side by side that began at different times: one that is over makes room, another takes its place (continuous batching). Runs on the model's thread.</summary>
/// <param name="model">The model.</param>
internal sealed class AnswerWriter<TAnswer>(Qwen25Vl model) : IDisposable where TAnswer : class, IAnswer
{
    private readonly List<TAnswer> _answers = [];

    /// <summary>Holds questions and answers, a row each. Questions are read into rows that are added last.</summary>
    public KeyValueCache Cache { get; } = new(model.Config, 0, 0, model.Dtype, model.Device);

    /// <summary>Answers being written.</summary>
    public IReadOnlyList<TAnswer> Answers => _answers;

    /// <summary>Writes the first token of answers whose questions stand in the last rows of the cache.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="logits">Of their first tokens, <c>[answers, vocabulary]</c>.</param>
    public void Begin(IReadOnlyList<TAnswer> answers, float[] logits)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var first = _answers.Count;
        _answers.AddRange(answers);
        Write(first, answers.Count, logits);
    }

    /// <summary>Reads as many tokens of every answer as each has at least, and writes on where all of an answer are read.</summary>
    public void Step()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        RemoveOver();
        if (_answers.Count == 0) return;
        var tokens = _answers.Min(answer => answer.Unread);
        Write(0, _answers.Count, Pass(0, _answers.Count, [.. _answers.SelectMany(answer => answer.Read(tokens)).Select(token => (long)token)]));
    }

    /// <summary>Forgets all answers and frees their memory.</summary>
    public void Clear()
    {
        _answers.Clear();
        Cache.Clear();
    }

    public void Dispose() => Cache.Dispose();

    private void Write(int start, int count, float[] logits)
    {
        var vocabulary = logits.Length / count;
        DecideStages(start, count, logits, vocabulary);
        for (var i = 0; i < count; i++)
            if (_answers[start + i] is { IsOver: false, Unread: 0 }) _answers[start + i].Write(logits.AsSpan(i * vocabulary, vocabulary));
        RemoveOver();
    }

    // Neighbours that stand at the same choice are tried together.
    private void DecideStages(int start, int count, float[] logits, int vocabulary)
    {
        for (var from = 0; from < count;)
        {
            var readout = At(from);
            var to = from + 1;
            while (readout is not null && to < count && At(to) == readout) to++;
            if (readout is not null) DecideStages(readout, start + from, to - from, logits.AsSpan(from * vocabulary, (to - from) * vocabulary).ToArray());
            from = to;
        }

        StageReadout? At(int place) => _answers[start + place] is { Unread: 0, IsAtStageChoice: true } answer ? answer.Readout : null;
    }

    private void DecideStages(StageReadout readout, int start, int count, float[] logits)
    {
        var branches = readout.Prefixes.Select(prefix => Branch(prefix, start, count, logits)).ToArray();
        var vocabulary = logits.Length / count;
        for (var i = 0; i < count; i++)
        {
            var answer = _answers[start + i];
            answer.DecideStage(readout.Combine([.. branches.Select((branch, place) => answer.Weigh(branch[(i * vocabulary)..((i + 1) * vocabulary)], readout.Prefixes[place]))]));
        }
    }

    // A stage may be spelt in several tokens, so the branches are tried and the cache is wound back.
    private float[] Branch(IReadOnlyList<int> prefix, int start, int count, float[] logits)
    {
        if (prefix.Count == 0) return logits;
        logits = Pass(start, count, [.. Enumerable.Repeat(prefix, count).SelectMany(token => token).Select(token => (long)token)]);
        Cache.Rewind(prefix.Count);
        return logits;
    }

    // Feeds equally many tokens to each of neighbouring rows, [rows, tokens]; returns the logits of the next, [rows, vocabulary].
    private float[] Pass(int start, int rows, long[] tokens)
    {
        using var phase = StagingPhases.Begin(StagingPhases.Decode);
        using var scope = NewDisposeScope();
        var count = tokens.Length / rows;
        Cache.Select(start, rows);
        int[] positions = [.. Enumerable.Range(start, rows).SelectMany(row => Enumerable.Range(_answers[row].Layout.NextPosition + (int)Cache.LengthOf(row) - _answers[row].Layout.Length, count))];
        var rotary = MropeTable.Create(model.Config, (int[])[.. positions, .. positions, .. positions], model.Device, rows);
        var hidden = model.Decode(model.Embed(tensor(tokens, [rows, count], device: model.Device)), new DecoderPass(rotary, Cache.Mask(count), Cache, LastAlone: true, InOrder: true));
        return ModelFiles.HostValues(model.Logits(hidden));
    }

    private void RemoveOver()
    {
        for (var row = _answers.Count - 1; row >= 0; row--)
        {
            if (!_answers[row].IsOver) continue;
            Cache.Remove(row);
            _answers[row] = _answers[^1];
            _answers.RemoveAt(_answers.Count - 1);
        }
    }
}
