using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Model;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Chat;

/// <summary>Encodes pictures and keeps the tokens of the last ones: neighbouring windows, asked one by one, show the same.</summary>
/// <param name="model">Encodes.</param>
/// <param name="mostBytes">Memory for tokens that are kept.</param>
internal sealed class PictureTokens(Qwen25Vl model, long mostBytes) : IDisposable
{
    private const int PicturesPerPass = 16;
    private readonly Recent<string, Tensor> _recent = new(mostBytes);

    /// <summary>Pictures that had to be encoded so far.</summary>
    public long Encoded { get; private set; }

    /// <summary>Tokens of the pictures, one after the other, <c>[tokens, width]</c>.</summary>
    public Tensor Of(IReadOnlyList<ChatPicture> pictures)
    {
        foreach (var pass in pictures.DistinctBy(picture => picture.Sha256).Where(picture => !_recent.TryGet(picture.Sha256, out _)).ToArray().Chunk(PicturesPerPass))
            Encode(pass);
        var tokens = cat([.. pictures.Select(picture => _recent.TryGet(picture.Sha256, out var kept) ? kept : throw new InvalidOperationException("a picture was dropped while in use"))], 0);
        _recent.Trim();
        return tokens;
    }

    public void Dispose() => _recent.Dispose();

    private void Encode(ChatPicture[] pictures)
    {
        using var scope = NewDisposeScope();
        var batch = PixelBatch.Create([.. pictures.Select(picture => picture.Image)], model.Config.Vision, model.Device);
        var tokens = model.EncodeImages(batch.Pixels, batch.Grids);
        var start = 0L;
        for (var i = 0; i < pictures.Length; i++)
        {
            var own = tokens.narrow(0, start, batch.TokenCounts[i]).clone().DetachFromDisposeScope();
            _recent.Add(pictures[i].Sha256, own, own.numel() * own.element_size());
            start += batch.TokenCounts[i];
        }

        Encoded += pictures.Length;
    }
}
