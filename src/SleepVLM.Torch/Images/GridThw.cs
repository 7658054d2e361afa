namespace SleepVLM.Torch.Images;

/// <summary>Patch grid of one picture.</summary>
/// <param name="Frames">Temporal patches; 1 for a still picture.</param>
/// <param name="Rows">Patches from top to bottom, a multiple of the merge size.</param>
/// <param name="Columns">Patches from left to right, a multiple of the merge size.</param>
public readonly record struct GridThw(int Frames, int Rows, int Columns)
{
    /// <summary>Patches in all.</summary>
    public int PatchCount => Frames * Rows * Columns;
}
