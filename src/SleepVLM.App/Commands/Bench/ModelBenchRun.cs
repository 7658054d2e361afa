using System.Diagnostics;
using SleepVLM.Contracts;
using SleepVLM.Engine;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.App.Commands.Bench;

/// <summary>Stages a recording as <c>stage</c> does, ledger included, and takes the time of every phase.</summary>
/// <param name="RecordingPath">The recording; null for half an hour of a simulated night.</param>
/// <param name="Stager">Who decides.</param>
/// <param name="Epochs">Epochs to stage; null for all.</param>
/// <param name="Detail">How much the rationale says.</param>
internal sealed record ModelBenchRun(string? RecordingPath, StagerChoice Stager, IReadOnlyList<EpochIndex>? Epochs, RationaleDetail Detail)
{
    /// <summary>Phases in the order in which an epoch goes through them.</summary>
    public static readonly IReadOnlyList<string> Phases = [StagingPhases.Draw, StagingPhases.See, StagingPhases.Prefill, StagingPhases.Decode, StagingPhases.Check];

    /// <summary>Runs once.</summary>
    /// <exception cref="SleepVlmException">The recording or the model cannot be used.</exception>
    public async Task<ModelBenchResult> RunAsync(CancellationToken cancellationToken)
    {
        var rules = RuleBook.LoadDefault();
        var folder = Directory.CreateTempSubdirectory("sleepvlm-bench-");
        try
        {
            using var bar = new ConsoleProgress();
            var (stager, longest) = await Stagers.LoadAsync(Stager with { Notice = line => bar.Say($"model    {line}") }, rules, cancellationToken);
            await using var _ = stager;
            var request = new StagingRequest(
                RecordingPath ?? "", Path.Combine(folder.FullName, "bench.ledger.sqlite"), new MontageOptions(), RenderStyle.SleepVlm(), Detail, 0, longest,
                count => EpochRange.Select(Epochs, count));
            var progress = new StagingConsole(bar);
            var (clock, processor) = (Stopwatch.StartNew(), Processor());
            var reading = RecordingPath is null
                ? NightReading.Of(NightSimulator.Simulate(new SimulationSettings { Seed = 1, Minutes = 30 }), "simulated", request.Style, progress, cancellationToken)
                : NightReading.Open(RecordingPath, request.Montage, request.Style, progress, cancellationToken);
            var read = clock.Elapsed;
            using var phases = new PhaseClock();
            await new StagingPipeline(stager, new RuleChecker(rules), rules).RunAsync(reading, request, progress, (_, _) => Task.CompletedTask, cancellationToken);
            return new ModelBenchResult(
                stager.Identity.Name, progress.StagedCount, read, clock.Elapsed - read, Processor() - processor,
                [.. Phases.Select(phase => new PhaseTime(phase, phases.Of(phase).Time, phases.Of(phase).Count))], Process.GetCurrentProcess().PeakWorkingSet64);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static TimeSpan Processor() => Process.GetCurrentProcess().TotalProcessorTime;
}

/// <summary>Wall time of a phase; phases of different threads overlap.</summary>
/// <param name="Phase">Name.</param>
/// <param name="Time">Sum of its spans.</param>
/// <param name="Count">Number of its spans: pictures, batches of pictures, batches of prompts, tokens of a batch, epochs.</param>
internal sealed record PhaseTime(string Phase, TimeSpan Time, int Count);

/// <summary>What a run took.</summary>
/// <param name="Model">Who decided.</param>
/// <param name="Epochs">Epochs staged.</param>
/// <param name="Reading">Reading, filtering and looking for events.</param>
/// <param name="Staging">From the first window to the review of the night.</param>
/// <param name="Processor">Time of all processors over both.</param>
/// <param name="Phases">Times by phase.</param>
/// <param name="PeakBytes">Largest resident memory of the process.</param>
internal sealed record ModelBenchResult(
    string Model, int Epochs, TimeSpan Reading, TimeSpan Staging, TimeSpan Processor, IReadOnlyList<PhaseTime> Phases, long PeakBytes)
{
    /// <summary>Windows answered a second, reading left out.</summary>
    public double WindowsPerSecond => Epochs / Staging.TotalSeconds;
}
