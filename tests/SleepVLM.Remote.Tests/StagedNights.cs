using SleepVLM.Contracts;
using SleepVLM.Engine;
using SleepVLM.Engine.Audit;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Simulation;
using SleepVLM.Engine.Staging;

namespace SleepVLM.Remote.Tests;

/// <summary>Whole runs: recording, pipeline, ledger.</summary>
internal static class StagedNights
{
    /// <summary>Writes a simulated recording of so many epochs.</summary>
    public static void Write(string path, int epochs) =>
        SimulatedNightFile.WriteEdf(path, NightSimulator.Simulate(new SimulationSettings { Seed = 3, Minutes = epochs / 2, SampleRateHz = 128 }));

    /// <summary>Stages a recording into a ledger beside it.</summary>
    /// <returns>The study that the outputs would be written from.</returns>
    public static async Task<Study> StageAsync(RemoteModel model, string recording, string ledger, Action<int>? staged = null)
    {
        var pipeline = new StagingPipeline(new VisionLanguageStager(model, new AnswerOptions(MaxTokens: model.Prompt.MaxTokens)), new RuleChecker(Remotes.Rules), Remotes.Rules);
        var request = new StagingRequest(recording, ledger, new MontageOptions(), RenderStyle.SleepVlm(), RationaleDetail.Full, 0, model.Prompt.MaxTokens,
            count => [.. Enumerable.Range(0, count).Select(epoch => new EpochIndex(epoch))]);
        Study? study = null;
        await pipeline.RunAsync(request, new Progress(staged), (whole, _) =>
        {
            study = whole;
            return Task.CompletedTask;
        }, CancellationToken.None);
        return study!;
    }

    /// <summary>Asserts that the ledger's runs hold every epoch once, in order, each with the answer to its own picture.</summary>
    public static void AssertLedgerHolds(string path, int epochs)
    {
        var verified = AuditLedger.Verify(path);
        Assert.True(verified.IsIntact, string.Join("; ", verified.Faults));
        using var ledger = AuditLedger.OpenExisting(path);
        var run = Assert.Single(ledger.Runs());
        Assert.True(run.IsComplete);
        Assert.Equal(epochs, run.EpochCount);
        var numbers = new List<int>();
        foreach (var entry in ledger.Entries())
        {
            using var body = System.Text.Json.JsonDocument.Parse(entry.Body);
            if (body.RootElement.GetProperty("kind").GetString() != "epoch") continue;
            numbers.Add(body.RootElement.GetProperty("epoch").GetInt32());
            Assert.Contains(body.RootElement.GetProperty("image_sha256").GetString()!, body.RootElement.GetProperty("raw_answer").GetString(), StringComparison.Ordinal);
            Assert.Equal("vLLM 0.11.0", body.RootElement.GetProperty("provenance").GetProperty("engine").GetString());
        }

        Assert.Equal(Enumerable.Range(1, epochs), numbers);
    }

    private sealed class Progress(Action<int>? staged) : IStagingProgress, IProgress<double>
    {
        private int _count;

        public void Resolved(Montage montage, IReadOnlyList<RecordingWarning> warnings)
        {
        }

        public IProgress<double> Of(string step) => this;

        public void Report(double value)
        {
        }

        public void Staging(int epochs, int finishedBefore) => _count = finishedBefore;

        public void Staged(StagingOutcome outcome) => staged?.Invoke(++_count);
    }
}
