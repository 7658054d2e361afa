using SleepVLM.Contracts;
using SleepVLM.Torch.Training;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Training;

/// <summary>A run that was stopped ends with the numbers of one that was not, to the last bit.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly TinyTraining _training = new();

    public void Dispose() => _training.Dispose();

    [Theory]
    [InlineData(TrainingPhase.Sft)]
    [InlineData(TrainingPhase.Wpt)]
    public void Run_StoppedAndContinued_EqualsTheUnbrokenRun(TrainingPhase phase)
    {
        var settings = TinyTraining.Settings with { Phase = phase, PerceptionWeight = 0.5 };
        var unbroken = new TinyTraining.Watcher();
        Run(_training.Job("unbroken", settings), unbroken);

        using var stop = new CancellationTokenSource();
        var first = new TinyTraining.Watcher(step => { if (step.Number == 2) stop.Cancel(); });
        Assert.Throws<OperationCanceledException>(() => new TrainingRun(_training.Job("broken", settings), first).Run(CPU, stop.Token));
        var second = new TinyTraining.Watcher();
        Run(_training.Job("broken", settings), second);

        Assert.Equal(6, unbroken.Steps.Count);
        Assert.Equal([0L, 1, 2, 3, 4, 5], first.Steps.Concat(second.Steps).Select(step => step.Number));
        AssertSame(_training.Folder("unbroken"), _training.Folder("broken"));
    }

    [Fact]
    public void Run_LoraWithDropoutStoppedAndContinued_EqualsTheUnbrokenRunAndMerges()
    {
        TrainingJob Job(string name) => _training.Job(name, TinyTraining.Settings with { PerceptionWeight = 0, Recompute = true }) with
        {
            Lora = new LoraSettings(LoraTargets.Named("phase2"), Rank: 4, Alpha: 8, Dropout: 0.2),
        };
        Run(Job("unbroken"), new TinyTraining.Watcher());
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() =>
            new TrainingRun(Job("broken"), new TinyTraining.Watcher(step => { if (step.Number == 1) stop.Cancel(); })).Run(CPU, stop.Token));
        Run(Job("broken"), new TinyTraining.Watcher());
        AssertSame(_training.Folder("unbroken"), _training.Folder("broken"), "adapter_model.safetensors");
        AssertSame(_training.Folder("unbroken"), _training.Folder("broken"), "merged/model.safetensors");
    }

    [Fact]
    public void Run_KilledBetweenCheckpointAndNextStep_EqualsTheUnbrokenRun()
    {
        // What a kill leaves behind: the checkpoint of three steps, and a table that already tells of the fourth.
        var job = _training.Job("unbroken");
        Run(job, new TinyTraining.Watcher(step => { if (step.Number == 3) Copy(job.Output, _training.Folder("killed")); }));
        Assert.Equal(5, File.ReadAllLines(Path.Combine(_training.Folder("killed"), "training", "metrics.csv")).Length);
        var resumed = new TinyTraining.Watcher();
        Run(_training.Job("killed"), resumed);
        Assert.Equal([3L, 4, 5], resumed.Steps.Select(step => step.Number));
        AssertSame(_training.Folder("unbroken"), _training.Folder("killed"));
    }

    [Fact]
    public void Run_OtherSettings_AreRefusedByName()
    {
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() =>
            new TrainingRun(_training.Job("a"), new TinyTraining.Watcher(_ => stop.Cancel())).Run(CPU, stop.Token));
        var error = Assert.Throws<SleepVlmException>(() => Run(_training.Job("a", TinyTraining.Settings with { WeightDecay = 0.2 }), new TinyTraining.Watcher()));
        Assert.Contains("begun with --weight-decay 0.1 and cannot go on with 0.2", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<SleepVlmException>(() => Run(_training.Job("a") with { Nights = TinyTraining.Nights(301) }, new TinyTraining.Watcher()));
        Assert.Contains("seeds from 300 on", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Complete_IsNotRunAgain()
    {
        Run(_training.Job("a", TinyTraining.Settings with { Windows = 4 }), new TinyTraining.Watcher());
        var again = new TinyTraining.Watcher();
        Run(_training.Job("a", TinyTraining.Settings with { Windows = 4 }), again);
        Assert.Empty(again.Steps);
        Assert.Contains("complete", Assert.Single(again.Notes), StringComparison.Ordinal);
    }

    private static void Run(TrainingJob job, TinyTraining.Watcher watcher) => new TrainingRun(job, watcher).Run(CPU, CancellationToken.None);

    private static void AssertSame(string expected, string actual, string model = "model.safetensors")
    {
        // The state holds weights, their mean, the optimizer's state; before them stands the progress, hours included.
        Assert.Equal(Tail(Path.Combine(expected, "training", "state.bin")), Tail(Path.Combine(actual, "training", "state.bin")));
        Assert.Equal(Hash(Path.Combine(expected, model)), Hash(Path.Combine(actual, model)));
        Assert.Equal(Figures(expected, "metrics.csv"), Figures(actual, "metrics.csv"));
        Assert.Equal(File.ReadAllLines(Path.Combine(expected, "training", "validation.csv")), File.ReadAllLines(Path.Combine(actual, "training", "validation.csv")));
    }

    private static string Tail(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        reader.ReadString();
        reader.ReadString();
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(reader.BaseStream));
    }

    private static string Hash(string path) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));

    // All but the speed, the last column.
    private static string[] Figures(string folder, string file) =>
        [.. File.ReadAllLines(Path.Combine(folder, "training", file)).Select(row => row[..row.LastIndexOf(',')])];

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
