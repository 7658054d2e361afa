using System.Diagnostics;
using System.Globalization;
using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Rules;
using SleepVLM.Testing;
using SleepVLM.Torch.Training;
using static TorchSharp.torch;

namespace SleepVLM.Benchmarks.Training;

/// <summary>What a step of training costs: windows per second of processor time, for coarse, fine and perceptual steps on one simulated night.</summary>
internal static class TrainingStepReport
{
    public static void Run(string model, int steps)
    {
        var style = RenderStyle.SleepVlm();
        var nights = new SimulatedNights(TrainingCohort.Named("six").With(60), style, new SeedRange(500, null));
        var rules = RuleBook.Load(Path.Combine(Repository.Root, "rules", "rulebook.yaml"));
        Console.WriteLine($"{"kind",-10}{"windows",9}{"s/step",9}{"cpu s",9}{"per cpu s",11}{"longest",9}");
        foreach (var (name, settings) in Variants())
        {
            var job = new TrainingJob("unused", settings, nights, style, Path.Combine(Repository.Root, "prompts"), rules) { From = model };
            using var scope = NewDisposeScope();
            using var loaded = TrainingModel.Load(job, CPU);
            using var trainer = new Trainer(loaded.Model, loaded.Heads, loaded.Learning(), settings);
            using var queue = new NightQueue(nights, WindowOrder.For(nights, 1, 1, settings.RunLength), 0);
            var planner = new StepPlanner(settings, queue, settings.Phase == TrainingPhase.Sft ? loaded.Turns : null, loaded.Model.Config, loaded.Grid);
            var planned = Enumerable.Range(0, steps + 1).Select(i => planner.Plan(i, CancellationToken.None)).ToArray();
            trainer.Learn(planned[0]);
            var (clock, cpu) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
            var windows = planned.Skip(1).Sum(step => trainer.Learn(step).StepWindows);
            var (wall, used) = (clock.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-10}{windows / steps,9}{wall / steps,9:0.00}{used / steps,9:0.00}{windows / used,11:0.00}{planned.SelectMany(step => step.Batches).SelectMany(batch => batch.Turns).Select(turn => turn.Answer.Length).DefaultIfEmpty().Max(),9}"));
        }
    }

    private static IEnumerable<(string Name, TrainingSettings Settings)> Variants()
    {
        var settings = new TrainingSettings(NightsAtATime: 1, Precision: TrainingPrecisions.For(CPU));
        yield return ("coarse", settings with { FineShare = 0 });
        yield return ("fine", settings with { FineShare = 1 });
        yield return ("recompute", settings with { FineShare = 0, Recompute = true });
        yield return ("wpt", settings with { Phase = TrainingPhase.Wpt, BatchRuns = 32, RunLength = 1, PerceptionWeight = 1 });
    }
}
