using SleepVLM.Torch.Model;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Model;

/// <summary>What lies in a cache.</summary>
internal static class CacheContents
{
    /// <summary>Keys and values that the selected sequences, equally long, hold in one layer, <c>[rows, heads, tokens, width]</c>.</summary>
    public static (Tensor Keys, Tensor Values) Filled(this KeyValueCache cache, int layer)
    {
        var rows = cache.Rows(layer)!;
        return (Part(rows.Keys), Part(rows.Values));

        Tensor Part(Tensor buffer) => buffer.narrow(0, rows.FirstRow, rows.Lengths.Count).narrow(2, 0, rows.Lengths.Distinct().Single());
    }
}
