using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>Multimodal rotary positions: each frequency follows time, row or column, by sections.</summary>
public static class MropeTable
{
    /// <summary>
    /// Angles for position ids; a batch whose sequences share their layout shares the table of one.
    /// </summary>
    /// <param name="config">Gives theta, head width and sections.</param>
    /// <param name="positions"><c>[3, batch * length]</c> row-major: time, row, column.</param>
    /// <param name="device">Where the model runs.</param>
    /// <param name="batch">Sequences of equal length; default 1.</param>
    /// <param name="dtype">Element type of the model; default float32.</param>
    /// <returns>Tables of shape <c>[batch, length, head width]</c>.</returns>
    public static RotaryTable Create(Qwen25VlConfig config, ReadOnlySpan<int> positions, Device device, int batch = 1, ScalarType dtype = ScalarType.Float32)
    {
        var half = config.HeadWidth / 2;
        var length = positions.Length / 3;
        var angles = new double[length * half];
        var axis = config.MropeSection.SelectMany((count, a) => Enumerable.Repeat(a, count)).ToArray();
        for (var j = 0; j < half; j++)
        {
            var frequency = RotaryTable.Frequency(config.RopeTheta, 2.0 * j / config.HeadWidth, dtype);
            for (var i = 0; i < length; i++) angles[i * half + j] = positions[axis[j] * length + i] * frequency;
        }

        return RotaryTable.FromAngles(angles, [batch, length / batch], half, device, dtype);
    }
}
