using System.Globalization;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Inspection;

/// <summary>What this machine has.</summary>
internal static class Machine
{
    private const string MemoryTable = "/proc/meminfo";

    public static MachineReport Look()
    {
        var hasCuda = cuda.is_available();
        return new MachineReport(Environment.ProcessorCount, FreeBytes(), hasCuda, hasCuda ? "cuda" : "cpu");
    }

    // What the system can give without swapping, within the limit of the container.
    private static long FreeBytes()
    {
        var limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (!File.Exists(MemoryTable)) return limit;
        var line = File.ReadLines(MemoryTable).FirstOrDefault(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal));
        return line is not null && long.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture, out var kilobytes)
            ? Math.Min(limit, kilobytes << 10)
            : limit;
    }
}
