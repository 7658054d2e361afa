using SleepVLM.Contracts;
using SleepVLM.Torch.Model;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Generation;

/// <summary>Encodes pictures and keeps the tokens of the last ones: neighbouring windows show the same, and a night is looked at twice.</summary>
/// <param name="model">Encodes.</param>
/// <param name="mostBytes">Memory for tokens that are kept.</param>
internal sealed class PictureTokens(Qwen25Vl model, long mostBytes) : IDisposable
{
    private const int PicturesPerPass = 16;
    private readonly Recent<(string Sha256, int WidthPx), Tensor> _recent = new(mostBytes);

    /// <summary>Pictures that had to be encoded so far.</summary>
    public long Encoded { get; private set; }

    /// <summary>Tokens of the pictures, one after the other, <c>[tokens, width]</c>; equal pictures are encoded once.</summary>
    public Tensor Of(IReadOnlyList<EpochImage> pictures)
    {
        foreach (var pass in pictures.DistinctBy(Key).Where(picture => !_recent.TryGet(Key(picture), out _)).ToArray().Chunk(PicturesPerPass)) Encode(pass);
        var tokens = cat([.. pictures.Select(picture => _recent.TryGet(Key(picture), out var kept) ? kept : throw new InvalidOperationException("a picture was dropped while in use"))], 0);
        _recent.Trim();
        return tokens;
    }

    public void Dispose() => _recent.Dispose();

    private static (string, int) Key(EpochImage picture) => (picture.Sha256, picture.WidthPx);

    private void Encode(EpochImage[] pictures)
    {
        using var phase = StagingPhases.Begin(StagingPhases.See);
        using var scope = NewDisposeScope();
        var batch = PixelBatch.Create(pictures, model.Config.Vision, model.Device);
        var tokens = model.EncodeImages(batch.Pixels, batch.Grids);
        var start = 0L;
        for (var i = 0; i < pictures.Length; i++)
        {
            var own = tokens.narrow(0, start, batch.TokenCounts[i]).clone().DetachFromDisposeScope();
            _recent.Add(Key(pictures[i]), own, own.numel() * own.element_size());
            start += batch.TokenCounts[i];
        }

        Encoded += pictures.Length;
    }
}
