using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SleepVLM.Torch.Model;

/// <summary>A weight in float32 laid out for products with few rows: sixteen outputs next to each other for each input, so that it is read once and in order.</summary>
/// <remarks>Libraries lay it out anew for every product, which takes as long as 32 rows do.</remarks>
internal sealed unsafe class WeightPanels
{
    /// <summary>Outputs of a panel: two vectors.</summary>
    public const int Columns = 16;

    private const int Lanes = 8, Together = 4;

    // Fewer products than this are done before another thread has woken up.
    private const long FewProducts = 1 << 18;

    private readonly float[] _values;
    private readonly float[] _bias;
    private readonly int _inputs, _outputs;

    /// <param name="weight"><c>[outputs, inputs]</c>, row-major.</param>
    /// <param name="bias"><c>[outputs]</c>; empty for none.</param>
    /// <param name="inputs">Width of the input.</param>
    public WeightPanels(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inputs)
    {
        (_inputs, _outputs) = (inputs, weight.Length / inputs);
        _values = GC.AllocateUninitializedArray<float>(Panels * Columns * inputs);
        _bias = new float[Panels * Columns];
        bias.CopyTo(_bias);
        for (var o = 0; o < Panels * Columns; o++)
            for (var i = 0; i < inputs; i++) _values[(((o / Columns * inputs) + i) * Columns) + (o % Columns)] = o < _outputs ? weight[(o * inputs) + i] : 0;
    }

    /// <summary>Width of the output.</summary>
    public int Outputs => _outputs;

    private int Panels => (_outputs + Columns - 1) / Columns;

    /// <summary><c>y = x W^T + b</c>.</summary>
    /// <param name="x"><c>[rows, inputs]</c>.</param>
    /// <param name="y"><c>[rows, outputs]</c>.</param>
    /// <param name="rows">At least one.</param>
    public void Multiply(float* x, float* y, int rows)
    {
        if ((long)rows * _inputs * _outputs <= FewProducts) MultiplyPanels(x, y, rows, 0, Panels);
        else
        {
            var parts = Math.Min(Environment.ProcessorCount, Panels);
            Parallel.For(0, parts, part => MultiplyPanels(x, y, rows, Panels * part / parts, Panels * (part + 1) / parts));
        }
    }

    private void MultiplyPanels(float* x, float* y, int rows, int first, int end)
    {
        fixed (float* values = _values, bias = _bias)
            for (var panel = first; panel < end; panel++)
                for (var row = 0; row < rows; row += Together)
                    MultiplyFour(x, y, row, Math.Min(Together, rows - row), values + ((long)panel * Columns * _inputs), bias + (panel * Columns), panel * Columns);
    }

    // Four rows by two vectors: as many sums as it takes that none waits for its last product. Rows that are not there repeat the last one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyFour(float* x, float* y, int row, int count, float* panel, float* bias, int column)
    {
        var (inputs, last) = (_inputs, count - 1);
        var x0 = x + ((long)row * inputs);
        float* x1 = x0 + (Math.Min(1, last) * inputs), x2 = x0 + (Math.Min(2, last) * inputs), x3 = x0 + (Math.Min(3, last) * inputs);
        Vector256<float> low = Vector256.Load(bias), high = Vector256.Load(bias + Lanes);
        Vector256<float> a = low, b = high, c = low, d = high, e = low, f = high, g = low, h = high;
        for (var i = 0; i < inputs; i++)
        {
            (low, high) = (Vector256.Load(panel), Vector256.Load(panel + Lanes));
            panel += Columns;
            var value = Vector256.Create(x0[i]);
            a = Vector256.MultiplyAddEstimate(low, value, a);
            b = Vector256.MultiplyAddEstimate(high, value, b);
            value = Vector256.Create(x1[i]);
            c = Vector256.MultiplyAddEstimate(low, value, c);
            d = Vector256.MultiplyAddEstimate(high, value, d);
            value = Vector256.Create(x2[i]);
            e = Vector256.MultiplyAddEstimate(low, value, e);
            f = Vector256.MultiplyAddEstimate(high, value, f);
            value = Vector256.Create(x3[i]);
            g = Vector256.MultiplyAddEstimate(low, value, g);
            h = Vector256.MultiplyAddEstimate(high, value, h);
        }

        Store(y, row, column, a, b);
        if (last > 0) Store(y, row + 1, column, c, d);
        if (last > 1) Store(y, row + 2, column, e, f);
        if (last > 2) Store(y, row + 3, column, g, h);
    }

    private void Store(float* y, int row, int column, Vector256<float> low, Vector256<float> high)
    {
        var to = y + ((long)row * _outputs) + column;
        if (column + Columns <= _outputs)
        {
            low.Store(to);
            high.Store(to + Lanes);
            return;
        }

        for (var i = 0; i < _outputs - column; i++) to[i] = i < Lanes ? low[i] : high[i - Lanes];
    }
}
