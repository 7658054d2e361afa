using SleepVLM.Torch.Images;
using SleepVLM.Torch.Model;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Model;

/// <summary>A padded batch of the reference's sequences: ids, positions, mask and pictures as the reference lays them out.</summary>
/// <param name="model">The model.</param>
/// <param name="rows">Ids of each sequence, and its pictures.</param>
/// <param name="padLeft">Shorter sequences are filled on the left (generation) instead of the right (training).</param>
internal sealed class GoldenRun(Qwen25Vl model, (int[] Ids, int[] Pictures)[] rows, bool padLeft = true)
{
    private const int Pad = 506;
    private readonly int _length = rows.Max(row => row.Ids.Length);

    /// <summary>Embeddings <c>[batch, length, width]</c>.</summary>
    public Tensor Embed()
    {
        var ids = Padded();
        var places = Enumerable.Range(0, ids.Length).Where(i => ids[i] == model.Config.ImageTokenId).Select(i => (long)i).ToArray();
        var (pixels, grids) = GoldenQwen.Pictures(rows.SelectMany(row => row.Pictures), model.Config.Vision);
        var embedded = tensor(Array.ConvertAll(ids, id => (long)id), [rows.Length, _length]);
        return model.Embed(embedded, model.EncodeImages(new(pixels), grids), tensor(places));
    }

    /// <summary>Logits of every position, <c>[batch, length, vocabulary]</c>.</summary>
    /// <param name="cache">Takes keys and values; null for none.</param>
    public Tensor Logits(KeyValueCache? cache = null)
    {
        var positions = Enumerable.Range(0, 3).SelectMany(axis => rows.SelectMany((_, row) => RowPositions(row, axis))).ToArray();
        return model.Logits(model.Decode(Embed(), new DecoderPass(MropeTable.Create(model.Config, positions, CPU, rows.Length, model.Dtype), Mask(_length, _length), cache)));
    }

    /// <summary>Logits <c>[batch, vocabulary]</c> behind one more token of each sequence, the <paramref name="step"/>-th from 0.</summary>
    public Tensor Next(int[] tokens, int step, KeyValueCache cache)
    {
        int[] positions = [.. Enumerable.Range(0, 3).SelectMany(_ => rows.Select((_, row) => NextPosition(row) + step))];
        var rotary = MropeTable.Create(model.Config, positions, CPU, rows.Length, model.Dtype);
        var embedded = model.Embed(tensor(Array.ConvertAll(tokens, token => (long)token)).unsqueeze(1));
        return model.Logits(model.Decode(embedded, new DecoderPass(rotary, Mask(1, _length + step + 1), cache)).select(1, 0));
    }

    /// <summary>Position of a sequence's first answer token.</summary>
    public int NextPosition(int row) => MropePositions.Create(rows[row].Ids, Grids(row), model.Config).Max() + 1;

    private GridThw[] Grids(int row) => [.. rows[row].Pictures.Select(_ => new GridThw(1, 16, 32))];

    private int[] Padded() => [.. rows.SelectMany(row =>
    {
        var fill = Enumerable.Repeat(Pad, _length - row.Ids.Length);
        return padLeft ? fill.Concat(row.Ids) : row.Ids.Concat(fill);
    })];

    private IEnumerable<int> RowPositions(int row, int axis)
    {
        var (real, count) = (MropePositions.Create(rows[row].Ids, Grids(row), model.Config), rows[row].Ids.Length);
        var fill = Enumerable.Repeat(1, _length - count);
        var own = real.AsSpan(axis * count, count).ToArray();
        return padLeft ? fill.Concat(own) : own.Concat(fill);
    }

    // Later tokens and the padding before a sequence are hidden. A hidden row would have nothing to look at, so padding sees itself.
    private Tensor Mask(int asked, int all)
    {
        var mask = new float[rows.Length * asked * all];
        for (var row = 0; row < rows.Length; row++)
            for (var i = 0; i < asked; i++)
                for (var j = 0; j < all; j++)
                {
                    var (at, first) = (all - asked + i, padLeft ? _length - rows[row].Ids.Length : 0);
                    if (j > at || (j < first && j != at)) mask[(((row * asked) + i) * all) + j] = float.NegativeInfinity;
                }

        return tensor(mask, [rows.Length, 1, asked, all]).to(model.Dtype);
    }
}
