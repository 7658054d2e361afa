using SleepVLM.Contracts;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Model;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Generation;

/// <summary>Encodes each picture once and keeps its tokens as long as windows may still ask for them; owns its tensors.</summary>
public sealed class ImageTokenStore(Qwen25Vl model) : IDisposable
{
    private const int ImagesPerPass = 16;
    private readonly Dictionary<EpochImage, Tensor> _tokens = new(ReferenceEqualityComparer.Instance);

    /// <summary>Tokens of the windows' pictures, previous, target and next of each in turn, <c>[places, width]</c>; forgets all other pictures.</summary>
    public Tensor TokensOf(IReadOnlyList<WindowQuestion> windows)
    {
        var wanted = windows.SelectMany(w => new[] { w.Previous, w.Target, w.Next }).ToArray();
        var kept = new HashSet<EpochImage>(wanted, ReferenceEqualityComparer.Instance);
        foreach (var old in _tokens.Keys.Where(image => !kept.Contains(image)).ToArray())
        {
            _tokens[old].Dispose();
            _tokens.Remove(old);
        }

        foreach (var chunk in kept.Where(image => !_tokens.ContainsKey(image)).Chunk(ImagesPerPass)) Encode(chunk);
        return cat([.. wanted.Select(image => _tokens[image])], 0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tokens in _tokens.Values) tokens.Dispose();
        _tokens.Clear();
    }

    private void Encode(EpochImage[] images)
    {
        using var phase = StagingPhases.Begin(StagingPhases.See);
        using var scope = NewDisposeScope();
        var batch = PixelBatch.Create(images, model.Config.Vision, model.Device);
        var tokens = model.EncodeImages(batch.Pixels, batch.Grids);
        var start = 0L;
        for (var i = 0; i < images.Length; i++)
        {
            var count = batch.TokenCounts[i];
            _tokens[images[i]] = tokens.narrow(0, start, count).clone().DetachFromDisposeScope();
            start += count;
        }
    }
}
