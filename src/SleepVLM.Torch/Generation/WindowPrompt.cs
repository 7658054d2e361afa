using SleepVLM.Torch.Images;
using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Generation;

/// <summary>The question as tokens: the same for every window, but for the pictures.</summary>
/// <param name="Ids">All tokens, pictures as runs of image pads.</param>
/// <param name="PrefixLength">Tokens before the first picture; their keys and values are computed once.</param>
/// <param name="Positions"><c>[3, length]</c>: time, row and column of each token.</param>
/// <param name="NextPosition">Position of the answer's first token.</param>
/// <param name="ImagePlaces">Positions of the image pads behind the prefix, counted from the prefix's end.</param>
public sealed record WindowPrompt(int[] Ids, int PrefixLength, int[] Positions, int NextPosition, long[] ImagePlaces)
{
    /// <summary>Tokens.</summary>
    public int Length => Ids.Length;

    /// <summary>Lays the prompt out for pictures of the given grids.</summary>
    /// <param name="ids">All tokens, image pads expanded.</param>
    /// <param name="grids">Patch grid of each picture, in order.</param>
    /// <param name="config">Gives the special tokens and the merge size.</param>
    public static WindowPrompt Create(int[] ids, IReadOnlyList<GridThw> grids, Qwen25VlConfig config)
    {
        var prefix = Math.Max(0, Array.IndexOf(ids, config.ImageTokenId));
        var positions = MropePositions.Create(ids, grids, config);
        var places = Enumerable.Range(prefix, ids.Length - prefix).Where(i => ids[i] == config.ImageTokenId).Select(i => (long)(i - prefix));
        return new WindowPrompt(ids, prefix, positions, positions.Max() + 1, [.. places]);
    }

    /// <summary>The prompt with text behind it.</summary>
    /// <param name="tokens">The text, no pictures among it.</param>
    public WindowPrompt FollowedBy(IReadOnlyList<int> tokens)
    {
        var longer = Enumerable.Range(0, 3).SelectMany(axis =>
            Positions.Skip(axis * Length).Take(Length).Concat(Enumerable.Range(NextPosition, tokens.Count)));
        return this with { Ids = [.. Ids, .. tokens], Positions = [.. longer], NextPosition = NextPosition + tokens.Count };
    }

    /// <summary>Positions of the tokens <paramref name="from"/> to the end, <c>[3, length - from]</c>.</summary>
    public int[] PositionsFrom(int from)
    {
        var kept = Length - from;
        var slice = new int[3 * kept];
        for (var axis = 0; axis < 3; axis++) Array.Copy(Positions, axis * Length + from, slice, axis * kept, kept);
        return slice;
    }
}
