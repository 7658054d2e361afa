using System.Diagnostics;
using System.Globalization;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Weights.Packing;
using static TorchSharp.torch;

namespace SleepVLM.Benchmarks.Weights;

/// <summary>Time of a linear layer of the 3B model in 4 bits, bfloat16 and float32, by rows of its input.</summary>
internal static class PackedLinearReport
{
    public static void Run()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        foreach (var (inputs, outputs) in new[] { (2048, 11_008), (11_008, 2048), (2048, 2048) })
        {
            using var packed = new PackedLinear(inputs, outputs, null, new PackedFormat(128, 1), CPU);
            foreach (var (_, buffer) in packed.named_buffers()) buffer.copy_(buffer.dtype == ScalarType.Int32 ? randint(int.MaxValue, buffer.shape, ScalarType.Int64) : rand(buffer.shape));
            var dense = randn([outputs, inputs]);
            var halves = dense.to(ScalarType.BFloat16);
            using var loaded = new WeightStorage(ScalarType.BFloat16, CPU).Linear("layer", inputs, outputs, bias: false);
            loaded.get_parameter("weight")!.copy_(dense);
            foreach (var rows in new[] { 1, 2, 4, 8, 32, 409 })
            {
                var x = randn([rows, inputs]);
                var half = x.to(ScalarType.BFloat16);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{inputs,6} -> {outputs,6}, {rows,3} rows: 4 bits {Milliseconds(() => packed.call(half)),8:0.00} ms, bfloat16 {Milliseconds(() => loaded.call(half)),8:0.00} ms, by libtorch alone {Milliseconds(() => nn.functional.linear(half, halves)),8:0.00} ms, float32 {Milliseconds(() => nn.functional.linear(x, dense)),8:0.00} ms"));
            }
        }
    }

    // The best of several runs: other work on the machine only ever adds to it.
    private static double Milliseconds(Func<Tensor> work)
    {
        var best = double.MaxValue;
        var clock = Stopwatch.StartNew();
        for (var run = 0; run < 3 || (run < 100 && clock.ElapsedMilliseconds < 400); run++)
        {
            var start = Stopwatch.GetTimestamp();
            work().Dispose();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return best;
    }
}
