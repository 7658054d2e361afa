using System.Diagnostics;
using System.Globalization;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Benchmarks.Weights;

/// <summary>Peak memory of loading a checkpoint with the widths of the published 3B model at reduced depth, in a process of its own.</summary>
internal static class LoadMemoryReport
{
    private const int PublishedVisionBlocks = 32;

    /// <summary>Writes a checkpoint to a temporary folder, loads it in a new process and prints what that took.</summary>
    /// <param name="form"><c>bf16</c> or <c>w4a16</c>.</param>
    /// <param name="layers">Layers of the language model, 36 in the published one; the vision tower has as many blocks, 32 at most.</param>
    public static void Run(string form, int layers)
    {
        var folder = Directory.CreateTempSubdirectory("sleepvlm-load-").FullName;
        try
        {
            SyntheticCheckpoint.Write(folder, SyntheticCheckpoint.Config(layers, Math.Min(layers, PublishedVisionBlocks)), packed: form == "w4a16");
            // This process is the program itself or dotnet, which has to be told what to run.
            string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? ["exec", typeof(LoadMemoryReport).Assembly.Location] : [];
            using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. program, "load-memory", "measure", folder]))!;
            process.WaitForExit();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Loads a folder in bfloat16 and prints the peak before and after.</summary>
    public static void Measure(string folder)
    {
        using (zeros(1)) { }
        var before = PeakBytes();
        var clock = Stopwatch.StartNew();
        using var model = ModelFiles.Load(folder, Qwen25VlConfig.Read(folder), CPU, ScalarType.BFloat16);
        var seconds = clock.Elapsed.TotalSeconds;
        var (after, file) = (PeakBytes(), new FileInfo(Path.Combine(folder, Checkpoint.SingleFile)).Length);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"file {file / 1e6:0} MB; peak {after / 1e6:0} MB = file {100.0 * after / file - 100:+0.0;-0.0} %; of that {before / 1e6:0} MB before loading; without them file {100.0 * (after - before) / file - 100:+0.0;-0.0} %; {seconds:0.0} s"));
    }

    private static long PeakBytes()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
    }
}
