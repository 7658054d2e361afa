using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Model;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Chat;

/// <summary>Reads questions; keys and values of what stands before the first picture are kept from the last questions.</summary>
/// <param name="model">Reads.</param>
/// <param name="keptBytes">Memory for pictures and for beginnings, each.</param>
internal sealed class PromptReader(Qwen25Vl model, long keptBytes) : IDisposable
{
    private readonly PictureTokens _pictures = new(model, keptBytes);
    private readonly Recent<int[], KeyValueCache> _beginnings = new(keptBytes, new SameTokens());

    /// <summary>Pictures that had to be encoded so far.</summary>
    public long EncodedPictures => _pictures.Encoded;

    /// <summary>Reads questions that are laid out alike, side by side.</summary>
    /// <param name="prompts">The questions.</param>
    /// <param name="cache">Takes keys and values; a selected row per question, empty.</param>
    /// <returns>Logits of each answer's first token, <c>[questions, vocabulary]</c>.</returns>
    public float[] Read(IReadOnlyList<ChatPrompt> prompts, KeyValueCache cache)
    {
        using var scope = NewDisposeScope();
        var layout = prompts[0].Layout;
        if (layout.PrefixLength > 0) cache.CopyPrefixFrom(Beginning(layout));
        var behind = layout.Length - layout.PrefixLength;
        var ids = Ids(layout.Ids.AsSpan(layout.PrefixLength)).expand(prompts.Count, behind);
        var embedded = layout.ImagePlaces.Length == 0 ? model.Embed(ids) : model.Embed(ids, _pictures.Of([.. prompts.SelectMany(prompt => prompt.Pictures)]), Places(layout, behind, prompts.Count));
        var rotary = MropeTable.Create(model.Config, layout.PositionsFrom(layout.PrefixLength), model.Device);
        var hidden = model.Decode(embedded, new DecoderPass(rotary, model.CausalMask(behind, layout.Length), cache, InOrder: true));
        return ModelFiles.HostValues(model.Logits(hidden.narrow(1, behind - 1, 1)));
    }

    public void Dispose()
    {
        _pictures.Dispose();
        _beginnings.Dispose();
    }

    private Tensor Places(WindowPrompt layout, int behind, int count) =>
        tensor(Enumerable.Range(0, count).SelectMany(row => layout.ImagePlaces.Select(place => (long)row * behind + place)).ToArray(), device: model.Device);

    private KeyValueCache Beginning(WindowPrompt layout)
    {
        var ids = layout.Ids[..layout.PrefixLength];
        if (_beginnings.TryGet(ids, out var kept)) return kept;
        var cache = new KeyValueCache(model.Config, 1, ids.Length, model.Dtype, model.Device);
        var positions = Enumerable.Range(0, 3 * ids.Length).Select(i => layout.Positions[i / ids.Length * layout.Length + i % ids.Length]).ToArray();
        model.Decode(model.Embed(Ids(ids)), new DecoderPass(MropeTable.Create(model.Config, positions, model.Device), model.CausalMask(ids.Length, ids.Length), cache, InOrder: true));
        // Room first, so that the new one is not the one that goes.
        _beginnings.Trim();
        _beginnings.Add(ids, cache, 2L * model.Config.NumHiddenLayers * model.Config.NumKeyValueHeads * model.Config.HeadWidth * ids.Length * sizeof(float));
        return cache;
    }

    private Tensor Ids(ReadOnlySpan<int> ids)
    {
        var wide = new long[ids.Length];
        for (var i = 0; i < wide.Length; i++) wide[i] = ids[i];
        return tensor(wide, device: model.Device).unsqueeze(0);
    }

    private sealed class SameTokens : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? left, int[]? right) => left.AsSpan().SequenceEqual(right);

        public int GetHashCode(int[] tokens)
        {
            var hash = new HashCode();
            hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(tokens.AsSpan()));
            return hash.ToHashCode();
        }
    }
}
