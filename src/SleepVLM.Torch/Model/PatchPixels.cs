using SleepVLM.Torch.Images;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>Patches of pictures on the way into the vision tower.</summary>
/// <param name="Values"><c>[patches, channels * frames * patch * patch]</c>, or one frame of still pictures.</param>
/// <param name="Rows">Row of <paramref name="Values"/> that shows each patch, int64, where several look the same; null where each patch has its own, in order.</param>
public sealed record PatchPixels(Tensor Values, Tensor? Rows = null)
{
    /// <summary>Brings patches to where the tower runs, float32.</summary>
    public static PatchPixels Create(PatchValues patches, Device device)
    {
        var distinct = patches.Rows.Max() + 1;
        return new PatchPixels(tensor(patches.Distinct, [distinct, patches.Distinct.Length / distinct], device: device), tensor(patches.Rows, device: device));
    }

    /// <summary>The same in another element type.</summary>
    public PatchPixels To(ScalarType dtype) => this with { Values = Values.to(dtype) };
}
