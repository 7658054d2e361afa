using SleepVLM.Contracts;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Generation;

/// <summary>What came of reading the prompts of windows, until they are asked again: a night is first looked at, and what its course decides otherwise is asked anew. Used on the model's thread.</summary>
/// <remarks>Kept are the first ones that memory allows, as they are asked again in the same order.</remarks>
/// <param name="mostBytes">Memory for what is kept.</param>
internal sealed class ReadWindows(long mostBytes) : IDisposable
{
    private readonly Dictionary<(string Previous, string Target, string Next), ReadWindow> _kept = [];
    private WindowPrompt? _prompt;
    private long _bytes;

    /// <summary>Forgets what was read of another prompt.</summary>
    public void Ask(WindowPrompt prompt)
    {
        if (_prompt is not null && _prompt.Ids.AsSpan().SequenceEqual(prompt.Ids)) return;
        Clear();
        _prompt = prompt;
    }

    /// <summary>Whether a window is to be kept: there is room, and it is new.</summary>
    /// <param name="window">The window.</param>
    /// <param name="bytes">What it takes.</param>
    public bool Wants(WindowQuestion window, long bytes) => _bytes + bytes <= mostBytes && !_kept.ContainsKey(Key(window));

    /// <summary>Keeps a window that is wanted.</summary>
    public void Keep(WindowQuestion window, ReadWindow read)
    {
        _kept.Add(Key(window), read);
        _bytes += read.Bytes;
    }

    /// <summary>Gives a window away, which is then the caller's; null where it is not kept.</summary>
    public ReadWindow? Take(WindowQuestion window)
    {
        if (!_kept.Remove(Key(window), out var read)) return null;
        _bytes -= read.Bytes;
        return read;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        foreach (var read in _kept.Values) read.Dispose();
        _kept.Clear();
        _bytes = 0;
    }

    public void Dispose() => Clear();

    private static (string, string, string) Key(WindowQuestion window) => (window.Previous.Sha256, window.Target.Sha256, window.Next.Sha256);
}

/// <summary>A prompt that was read.</summary>
/// <param name="KeysAndValues">Behind the beginning that all windows share, <c>[2 * layers, heads, tokens, width]</c>.</param>
/// <param name="Logits">Of the answer's first token, <c>[vocabulary]</c>.</param>
internal sealed record ReadWindow(Tensor KeysAndValues, float[] Logits) : IDisposable
{
    public long Bytes => KeysAndValues.numel() * KeysAndValues.element_size();

    public void Dispose() => KeysAndValues.Dispose();
}
