using System.Diagnostics;
using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Recordings;

/// <summary>Whatever the bytes are: a result or one clear error; no other exception, no hang, no heap of memory.</summary>
public sealed class HostileRecordingTests
{
    private const int Cases = 2000, PrepareEvery = 20, SlowestMilliseconds = 20_000;
    private const long MostBytes = 1L << 30;

    [Fact]
    public void Open_TwoThousandMutationsOfRealFiles_GivesAResultOrOneClearError()
    {
        const int Seed = 60;
        var sources = Sources().Select(File.ReadAllBytes).ToList();
        using var folder = new TemporaryFolder();
        var (results, refusals) = (0, 0);
        for (var i = 0; i < Cases; i++)
        {
            var random = new Random(Seed * 1_000_003 + i);
            var bytes = EdfMutator.Mutate(sources[i % sources.Count], random);
            var path = folder.File("hostile.edf");
            File.WriteAllBytes(path, bytes);
            var error = Run(path, prepares: i % PrepareEvery == 0, $"seed {Seed}, case {i}");
            if (error is null) results++;
            else refusals++;
        }

        // Both ends must be met, or the mutations test nothing.
        Assert.InRange(results, Cases / 10, Cases - Cases / 10);
        Assert.Equal(Cases, results + refusals);
    }

    /// <summary>Everything that staging would ask of the file, on a thread whose time and memory are watched.</summary>
    private static SleepVlmException? Run(string path, bool prepares, string name)
    {
        SleepVlmException? refusal = null;
        Exception? defect = null;
        var allocated = 0L;
        var worker = new Thread(() =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                ReadAll(path, prepares);
            }
            catch (SleepVlmException error)
            {
                refusal = error;
            }
            catch (Exception error)
            {
                defect = error;
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }) { IsBackground = true };
        var watch = Stopwatch.StartNew();
        worker.Start();
        Assert.True(worker.Join(SlowestMilliseconds), $"{name}: still busy after {watch.ElapsedMilliseconds} ms");
        Assert.True(defect is null, $"{name}: {defect}");
        Assert.True(allocated < MostBytes, $"{name}: {allocated} bytes allocated");
        Assert.DoesNotContain('\n', refusal?.Message ?? "");
        return refusal;
    }

    private static void ReadAll(string path, bool prepares)
    {
        using var recording = Recording.Open(path);
        recording.ReadAnnotations();
        Assert.True(recording.DurationSeconds >= 0);
        Assert.True(recording.Warnings.Count < 500);
        var signals = MontageResolver.Resolve(recording);
        if (prepares) SignalChain.Prepare(signals, RenderStyle.SleepVlm());
        for (var row = 0; row < signals.Montage.Channels.Count; row++)
            foreach (var segment in signals.Segments)
                Assert.True(signals.Read(row, segment).All(double.IsFinite));
    }

    private static IEnumerable<string> Sources()
    {
        yield return Repository.Golden("render/synthetic-256hz/recording.edf");
        yield return Repository.Golden("render/synthetic-missing-channels/recording.edf");
        string[] real = ["data/nox-a1-clip/subject1.edf", "data/sleep-edf-sc4001-start/short_psg.edf", "data/sleep-edf-sc4001-start/SC4001EC-Hypnogram.edf"];
        foreach (var file in real.Where(SharedFolder.Has)) yield return SharedFolder.PathOf(file);
    }
}
