using SleepVLM.Torch.Answers;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tokens;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Chat;

/// <summary>Writes answers side by side that began at different times: one that is done makes room, another takes its place. Runs on the model's thread.</summary>
internal sealed class ChatDecoder(Qwen25Vl model, BpeTokenizer tokenizer, ChatLimits limits) : IDisposable
{
    // A longer cache is asked for in steps, so that it is not moved for every question.
    private const int CapacityStep = 256;

    private readonly PromptReader _reader = new(model, limits.KeptBytes);
    private readonly SlotCache _cache = new(model.Config, model.Dtype, model.Device);
    private readonly List<ChatSlot> _slots = [];

    /// <summary>Answers being written.</summary>
    public int Count => _slots.Count;

    /// <summary>Pictures that had to be encoded so far.</summary>
    public long EncodedPictures => _reader.EncodedPictures;

    /// <summary>Whether questions can be taken in beside those being answered. One question alone always can.</summary>
    public bool HasRoomFor(IEnumerable<ChatJob> questions)
    {
        ChatJob[] all = [.. _slots.Select(slot => slot.Job), .. questions];
        return all.Length <= 1 || (all.Length <= limits.MostTogether && (long)all.Length * CapacityFor(all) <= limits.MostTokensTogether);
    }

    /// <summary>Reads questions that are laid out alike and writes the first token of each answer.</summary>
    public void Start(IReadOnlyList<ChatJob> alike)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var read = new KeyValueCache(model.Config, alike.Count, alike[0].Prompt.Layout.Length, model.Dtype, model.Device);
        var logits = _reader.Read([.. alike.Select(job => job.Prompt)], read);
        _cache.Reserve(Count + alike.Count, CapacityFor([.. _slots.Select(slot => slot.Job), .. alike]), limits.MostTokensTogether);
        _cache.Take(read, alike.Count);
        var first = Count;
        _slots.AddRange(alike.Select(job => new ChatSlot(job, tokenizer)));
        Advance(first, alike.Count, logits);
    }

    /// <summary>Writes one token of every answer.</summary>
    public void Step()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        foreach (var slot in _slots.Where(slot => slot.Job.Cancelled.IsCancellationRequested)) slot.GiveUp(new OperationCanceledException(slot.Job.Cancelled));
        RemoveOver();
        if (Count > 0) Advance(0, Count, Pass(0, [.. _slots.Select(slot => (long)slot.LastToken)]));
    }

    /// <summary>Gives all answers up and starts afresh.</summary>
    public void FailAll(Exception reason)
    {
        foreach (var slot in _slots) slot.GiveUp(reason);
        _slots.Clear();
        _cache.Clear();
    }

    public void Dispose()
    {
        _reader.Dispose();
        _cache.Dispose();
    }

    private static int CapacityFor(ChatJob[] jobs) => (jobs.Max(job => job.Prompt.MostTokens) + CapacityStep - 1) / CapacityStep * CapacityStep;

    private void Advance(int start, int count, float[] logits)
    {
        var vocabulary = logits.Length / count;
        DecideStages(start, count, logits, vocabulary);
        for (var i = 0; i < count; i++) _slots[start + i].Write(logits.AsSpan(i * vocabulary, vocabulary));
        RemoveOver();
    }

    // A stage may be spelt in several tokens, so the branches are tried and the cache is wound back. Neighbours that stand at the same choice are tried together.
    private void DecideStages(int start, int count, float[] logits, int vocabulary)
    {
        for (var from = 0; from < count;)
        {
            var grammar = _slots[start + from].IsAtStageChoice ? _slots[start + from].Job.Prompt.Grammar : null;
            var to = from + 1;
            while (grammar is not null && to < count && _slots[start + to].IsAtStageChoice && ReferenceEquals(_slots[start + to].Job.Prompt.Grammar, grammar)) to++;
            if (grammar is not null) DecideStages(start + from, to - from, logits.AsSpan(from * vocabulary, (to - from) * vocabulary).ToArray());
            from = to;
        }
    }

    private void DecideStages(int start, int count, float[] logits)
    {
        var readout = _slots[start].Readout!;
        var branches = readout.Prefixes.Select(prefix => Branch(prefix, start, count, logits)).ToArray();
        var vocabulary = logits.Length / count;
        for (var i = 0; i < count; i++)
            _slots[start + i].DecideStage(readout.Combine([.. branches.Select(branch => branch[(i * vocabulary)..((i + 1) * vocabulary)])]));
    }

    private float[] Branch(IReadOnlyList<int> prefix, int start, int count, float[] logits)
    {
        foreach (var token in prefix) logits = Pass(start, [.. Enumerable.Repeat((long)token, count)]);
        _cache.Rewind(start, count, prefix.Count);
        return logits;
    }

    // Feeds a token to each of neighbouring rows; returns the logits of the next, [rows, vocabulary].
    private float[] Pass(int start, long[] tokens)
    {
        using var scope = NewDisposeScope();
        var mask = _cache.Begin(start, tokens.Length);
        int[] positions = [.. Enumerable.Range(start, tokens.Length).Select(row => (int)(_slots[row].Job.Prompt.Layout.NextPosition + _cache.LengthOf(row) - _slots[row].Job.Prompt.Layout.Length))];
        var rotary = MropeTable.Create(model.Config, (int[])[.. positions, .. positions, .. positions], model.Device, tokens.Length);
        var hidden = model.Decode(model.Embed(tensor(tokens, device: model.Device).unsqueeze(1)), new DecoderPass(rotary, mask, _cache, InOrder: true));
        return ModelFiles.HostValues(model.Logits(hidden));
    }

    private void RemoveOver()
    {
        for (var row = Count - 1; row >= 0; row--)
        {
            if (!_slots[row].IsOver) continue;
            _cache.Remove(row);
            _slots[row] = _slots[^1];
            _slots.RemoveAt(Count - 1);
        }
    }
}
