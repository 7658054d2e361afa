using System.Diagnostics;
using SleepVLM.Engine.Recordings;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Recordings;

/// <summary>Size costs nothing until samples are asked for.</summary>
public sealed class LargeRecordingTests
{
    [Theory]
    [InlineData("")]
    [InlineData("EDF+C")]
    [InlineData("EDF+D")]
    public void Open_OneGigabyte_TakesMillisecondsAndNoMemory(string reserved)
    {
        const int Records = 28_800, Signals = 18, Samples = 1024;
        using var folder = new TemporaryFolder();
        var builder = new EdfBuilder { Reserved = reserved, Records = 1 };
        for (var i = 0; i < Signals; i++) builder.With($"S{i}", Samples);
        builder.WithAnnotations().Set("records", "28800");
        var head = builder.Build();
        var recordBytes = Signals * Samples * 2L + 120;
        using (var file = File.Create(folder.File("large.edf")))
        {
            file.Write(head);
            file.SetLength(256 * (Signals + 2) + Records * recordBytes);
        }

        Recording.Open(folder.File("large.edf")).Dispose();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        using var recording = Recording.Open(folder.File("large.edf"));
        watch.Stop();
        Assert.True(new FileInfo(folder.File("large.edf")).Length > 1_000_000_000);
        Assert.Equal(Records, recording.RecordCount);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 200);

        var second = new double[Samples];
        recording.ReadPhysical(recording.Signals[^1], recording.SampleCount(recording.Signals[^1]) - Samples, second);
        Assert.All(second, value => Assert.Equal(0, value, 0.05));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }
}
