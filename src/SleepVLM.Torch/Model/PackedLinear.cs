using SleepVLM.Torch.Weights.Packing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary><c>x W^T + b</c> with W in 4 bits. W is never there as a whole: a few rows of x multiply the packed words, more take it tile by tile.</summary>
public sealed class PackedLinear : nn.Module<Tensor, Tensor>
{
    /// <summary>Up to this many rows of x the packed words are multiplied directly.</summary>
    private const int FewRows = 4;

    /// <summary>Outputs unpacked together.</summary>
    private const int TileOutputs = 512;

    private readonly Tensor qweight, qzeros, scales;
    private readonly Tensor? g_idx;
    private readonly Parameter? bias;
    private readonly PackedFormat _format;
    private readonly int _inputs, _outputs, _groupSize;

    /// <param name="inputs">Width of the input.</param>
    /// <param name="outputs">Width of the output.</param>
    /// <param name="bias">Bias <c>[outputs]</c>, or null.</param>
    /// <param name="format">How the weights are packed.</param>
    /// <param name="device">Where they lie.</param>
    /// <param name="groupIndex">Whether a tensor tells each input's group.</param>
    public PackedLinear(long inputs, long outputs, Parameter? bias, PackedFormat format, Device device, bool groupIndex = false) : base(nameof(PackedLinear))
    {
        (_inputs, _outputs, _format, this.bias) = ((int)inputs, (int)outputs, format, bias);
        var groups = format.GroupsOf(inputs);
        _groupSize = (int)(inputs / groups);
        qweight = empty([inputs / PackedFormat.PerWord, outputs], ScalarType.Int32, device);
        qzeros = empty([groups, outputs / PackedFormat.PerWord], ScalarType.Int32, device);
        scales = empty([groups, outputs], ScalarType.Float32, device);
        if (groupIndex) g_idx = empty([inputs], ScalarType.Int32, device);
        RegisterComponents();
    }

    /// <summary><c>[..., inputs]</c> to <c>[..., outputs]</c>.</summary>
    public override Tensor forward(Tensor x)
    {
        var rows = x.reshape(-1, _inputs);
        var y = CanMultiplyPacked(rows) ? MultiplyPacked(rows) : MultiplyTiles(rows);
        if (bias is not null) y = y + bias;
        return y.reshape([.. x.shape[..^1], _outputs]);
    }

    /// <summary><c>W^T</c> of some outputs, <c>[inputs, count]</c>.</summary>
    /// <param name="first">First output.</param>
    /// <param name="count">How many.</param>
    /// <param name="dtype">Element type of the tile.</param>
    public Tensor Tile(int first, int count, ScalarType dtype) =>
        qweight.is_cpu() && g_idx is null ? UnpackOnProcessor(first, count, dtype) : UnpackByOperators(first, count, dtype);

    // Recorded for a backward pass, the product must be libtorch's own.
    private bool CanMultiplyPacked(Tensor rows) =>
        rows.shape[0] <= FewRows && rows.is_cpu() && g_idx is null && rows.dtype != ScalarType.Float64 && !(rows.requires_grad && is_grad_enabled());

    private unsafe Tensor MultiplyPacked(Tensor rows)
    {
        var x = rows.to(ScalarType.Float32).contiguous();
        var y = empty([rows.shape[0], _outputs], ScalarType.Float32);
        fixed (byte* from = x.bytes, to = y.bytes, words = qweight.bytes, zeros = qzeros.bytes, scale = scales.bytes)
        {
            var matrix = Matrix(words, zeros, scale);
            for (var row = 0; row < rows.shape[0]; row++) matrix.Multiply((float*)from + ((long)row * _inputs), (float*)to + ((long)row * _outputs));
        }

        return y.to(rows.dtype);
    }

    private Tensor MultiplyTiles(Tensor rows)
    {
        var dtype = rows.is_cpu() && !Precision.HasFastHalves ? Precision.Wide(rows.dtype) : rows.dtype;
        var parts = new List<Tensor>();
        for (var first = 0; first < _outputs; first += TileOutputs)
        {
            using var scope = NewDisposeScope();
            var tile = Tile(first, Math.Min(TileOutputs, _outputs - first), dtype);
            parts.Add(matmul(rows.to(dtype), tile).to(rows.dtype).MoveToOuterDisposeScope());
        }

        return parts.Count == 1 ? parts[0] : cat([.. parts], -1);
    }

    private unsafe Tensor UnpackOnProcessor(int first, int count, ScalarType dtype)
    {
        var halves = dtype == ScalarType.BFloat16;
        var tile = empty([_inputs, count], halves ? ScalarType.BFloat16 : ScalarType.Float32);
        fixed (byte* to = tile.bytes, words = qweight.bytes, zeros = qzeros.bytes, scale = scales.bytes)
            Matrix(words, zeros, scale).Unpack(first, count, to, halves);
        return tile.to(dtype);
    }

    private Tensor UnpackByOperators(int first, int count, ScalarType dtype)
    {
        using var scope = NewDisposeScope();
        var shifts = arange(0, 32, 4, ScalarType.Int32, qweight.device);
        var mask = full([1], 15, ScalarType.Int32, qweight.device);
        var levels = (qweight.narrow(1, first, count).unsqueeze(1).bitwise_right_shift(shifts.view(1, -1, 1)) & mask).view(_inputs, count);
        var zeros = ((qzeros.unsqueeze(2).bitwise_right_shift(shifts.view(1, 1, -1)) & mask) + _format.ZeroOffset).view(-1, _outputs).narrow(1, first, count);
        var scale = scales.narrow(1, first, count);
        var group = g_idx?.to(ScalarType.Int64) ?? arange(0, _inputs, 1, ScalarType.Int64, qweight.device).div(_groupSize, RoundingMode.floor);
        return ((levels - zeros.index_select(0, group)).to(ScalarType.Float32) * scale.index_select(0, group)).to(dtype).MoveToOuterDisposeScope();
    }

    private unsafe PackedMatrix Matrix(byte* words, byte* zeros, byte* scale) =>
        new((int*)words, (int*)zeros, (float*)scale, _inputs, _outputs, _groupSize, _format.ZeroOffset);
}
