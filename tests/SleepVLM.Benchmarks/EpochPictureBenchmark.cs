using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.EpochImages.Png;
using SleepVLM.Testing;

namespace SleepVLM.Benchmarks;

/// <summary>Time per picture of the golden recording, averaged over its five epochs. The bar: 300 pictures a second with PNG, 3.33 ms each.</summary>
[MemoryDiagnoser]
public class EpochPictureBenchmark
{
    private const int Epochs = 5;
    private static readonly ChannelRole[] Roles = Enum.GetValues<ChannelRole>();

    private readonly EpochImageRenderer _renderer = new(RenderStyle.SleepVlm());
    private readonly float[][] _epochs = new float[Epochs][];
    private byte[] _picture = [];

    [GlobalSetup]
    public void ReadSignals()
    {
        _picture = new byte[_renderer.ByteCount];
        var samples = _renderer.Style.SamplesPerEpoch;
        for (var epoch = 0; epoch < Epochs; epoch++) _epochs[epoch] = new float[Roles.Length * samples];
        for (var row = 0; row < Roles.Length; row++)
        {
            var bytes = File.ReadAllBytes(Repository.Golden($"render/synthetic-256hz/filtered.{Roles[row]}.f32"));
            for (var epoch = 0; epoch < Epochs; epoch++)
                MemoryMarshal.Cast<byte, float>(bytes).Slice(epoch * samples, samples).CopyTo(_epochs[epoch].AsSpan(row * samples));
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Epochs)]
    public void Draw()
    {
        foreach (var epoch in _epochs) _renderer.Render(Roles, epoch, _picture);
    }

    [Benchmark(OperationsPerInvoke = Epochs)]
    public int DrawAndEncode()
    {
        var bytes = 0;
        foreach (var epoch in _epochs)
        {
            _renderer.Render(Roles, epoch, _picture);
            bytes += PngWriter.Encode(_picture, _renderer.Style.WidthPx, _renderer.Style.HeightPx).Length;
        }

        return bytes;
    }
}
