using SleepVLM.Contracts;
using SleepVLM.Torch.Model;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Generation;

/// <summary>Reads the prompts of windows into a cache. Runs on the model's thread; owns the keys and values of what all prompts begin with.</summary>
internal sealed class WindowReader : IDisposable
{
    private readonly Qwen25Vl _model;
    private readonly PictureTokens _pictures;
    private readonly WindowPrompt _prompt;
    private readonly ReadWindows _kept;
    private readonly KeyValueCache _prefix;
    private readonly RotaryTable _rotary;
    private readonly Tensor _mask;

    /// <param name="model">The model.</param>
    /// <param name="pictures">Encodes the pictures; outlives this.</param>
    /// <param name="prompt">The question, and what every answer begins with.</param>
    /// <param name="kept">Windows that were read before; outlives this.</param>
    public WindowReader(Qwen25Vl model, PictureTokens pictures, WindowPrompt prompt, ReadWindows kept)
    {
        (_model, _pictures, _prompt, _kept) = (model, pictures, prompt, kept);
        kept.Ask(prompt);
        using var scope = NewDisposeScope();
        _rotary = MropeTable.Create(model.Config, prompt.PositionsFrom(prompt.PrefixLength), model.Device).Kept();
        _mask = model.CausalMask(Behind, prompt.Length).DetachFromDisposeScope();
        _prefix = new KeyValueCache(model.Config, 1, Math.Max(1, prompt.PrefixLength), model.Dtype, model.Device);
        if (prompt.PrefixLength > 0) ReadPrefix();
    }

    private int Behind => _prompt.Length - _prompt.PrefixLength;

    /// <summary>Reads each window into a row of the cache.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="cache">As many rows are selected, and empty.</param>
    /// <param name="keep">Whether these windows will be asked again.</param>
    /// <returns>Logits of the answers' first tokens, <c>[windows, vocabulary]</c>.</returns>
    public float[] Read(IReadOnlyList<WindowQuestion> windows, KeyValueCache cache, bool keep)
    {
        using var scope = NewDisposeScope();
        cache.CopyPrefixFrom(_prefix);
        var read = windows.Select(_kept.Take).ToArray();
        if (read.All(window => window is not null)) return Recall(read!, cache);
        foreach (var window in read) window?.Dispose();
        return ReadAnew(windows, cache, keep);
    }

    public void Dispose()
    {
        _prefix.Dispose();
        _mask.Dispose();
        _rotary.Dispose();
    }

    private float[] Recall(ReadWindow[] read, KeyValueCache cache)
    {
        using var phase = StagingPhases.Begin(StagingPhases.Prefill);
        for (var row = 0; row < read.Length; row++)
        {
            cache.PutRow(row, read[row].KeysAndValues);
            read[row].Dispose();
        }

        cache.Advance(Behind);
        return [.. read.SelectMany(window => window.Logits)];
    }

    private float[] ReadAnew(IReadOnlyList<WindowQuestion> windows, KeyValueCache cache, bool keep)
    {
        var ids = tensor(_prompt.Ids.AsSpan(_prompt.PrefixLength).ToArray().Select(id => (long)id).ToArray(), device: _model.Device).unsqueeze(0).expand(windows.Count, Behind);
        var places = tensor(Enumerable.Range(0, windows.Count).SelectMany(row => _prompt.ImagePlaces.Select(place => (long)row * Behind + place)).ToArray(), device: _model.Device);
        var pictures = _pictures.Of([.. windows.SelectMany(window => new[] { window.Previous, window.Target, window.Next })]);
        using var phase = StagingPhases.Begin(StagingPhases.Prefill);
        var hidden = _model.Decode(_model.Embed(ids, pictures, places), new DecoderPass(_rotary, _mask, cache, LastAlone: true, InOrder: true));
        var logits = ModelFiles.HostValues(_model.Logits(hidden));
        if (keep) Keep(windows, cache, logits);
        return logits;
    }

    private void Keep(IReadOnlyList<WindowQuestion> windows, KeyValueCache cache, float[] logits)
    {
        var (vocabulary, bytes) = (logits.Length / windows.Count, cache.BytesPerToken * Behind);
        for (var row = 0; row < windows.Count; row++)
            if (_kept.Wants(windows[row], bytes))
                _kept.Keep(windows[row], new ReadWindow(cache.CopyRow(row, _prompt.PrefixLength).DetachFromDisposeScope(), logits[(row * vocabulary)..((row + 1) * vocabulary)]));
    }

    private void ReadPrefix()
    {
        using var noGradients = no_grad();
        var ids = tensor(_prompt.Ids.Take(_prompt.PrefixLength).Select(id => (long)id).ToArray(), device: _model.Device).unsqueeze(0);
        var rotary = MropeTable.Create(_model.Config, [.. Enumerable.Range(0, 3 * _prompt.PrefixLength)
            .Select(i => _prompt.Positions[i / _prompt.PrefixLength * _prompt.Length + i % _prompt.PrefixLength])], _model.Device);
        _model.Decode(_model.Embed(ids), new DecoderPass(rotary, _model.CausalMask(_prompt.PrefixLength, _prompt.PrefixLength), _prefix, InOrder: true));
    }
}
