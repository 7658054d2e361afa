using System.Runtime.CompilerServices;
using SleepVLM.Contracts;
using SleepVLM.Engine.Audit;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Staging;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests;

public sealed class StagingPipelineTests : IDisposable
{
    private static readonly RuleBook Rules = RuleBook.LoadDefault();
    private readonly TemporaryFolder _folder = new();
    private readonly CountingStager _stager = new();

    private string Ledger => _folder.File("night.ledger.sqlite");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_OutputsCouldNotBeWritten_TheSameRequestWritesThemWithoutStagingAgain()
    {
        await Assert.ThrowsAsync<SleepVlmException>(() => RunAsync((_, _) => throw new SleepVlmException("the disk is full")));
        Assert.Equal(5, _stager.Staged);
        Study? written = null;
        await RunAsync((study, _) =>
        {
            written = study;
            return Task.CompletedTask;
        });
        Assert.Equal(5, _stager.Staged);
        Assert.Equal(Enumerable.Range(0, 5), written!.Epochs.Select(epoch => epoch.Outcome.Index.Value));
        Assert.True(AuditLedger.Verify(Ledger).IsIntact);
    }

    [Fact]
    public async Task Run_WhileAnotherRunWritesTheLedger_IsRefused()
    {
        await RunAsync(async (_, _) =>
        {
            var error = await Assert.ThrowsAsync<LedgerException>(() => RunAsync((_, _) => Task.CompletedTask));
            Assert.Contains("another run is writing", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Run_EpochsAskedWithAGapBetween_CountsNoShiftAcrossIt()
    {
        Study? study = null;
        await RunAsync(
            (made, _) =>
            {
                study = made;
                return Task.CompletedTask;
            },
            [new EpochIndex(1), new EpochIndex(4)]);
        Assert.Equal(2, study!.Epochs.Count);
        Assert.Equal(0, study.Statistics.Single(statistic => statistic.Name == "stage shifts").Value);
        Assert.Equal(1.0, study.Statistics.Single(statistic => statistic.Name == "unscored").Value);
    }

    [Fact]
    public async Task Run_DeciderAsksForAStyle_SeesAndRecordsIt()
    {
        _stager.Identity = _stager.Identity with { RenderStyle = RenderStyle.Wide };
        Study? study = null;
        await RunAsync((made, _) =>
        {
            study = made;
            return Task.CompletedTask;
        });
        Assert.Equal(RenderStyle.Named(RenderStyle.Wide), _stager.Shown);
        Assert.All(study!.Epochs, epoch => Assert.Equal("sleepvlm-wide/50Hz", epoch.Outcome.Provenance.RenderStyle));
        using var ledger = AuditLedger.Open(Ledger);
        Assert.Equal("sleepvlm-wide/50Hz", Assert.Single(ledger.Runs()).Header.RenderStyle);
    }

    private Task RunAsync(Func<Study, CancellationToken, Task> deliver, IReadOnlyList<EpochIndex>? epochs = null)
    {
        var request = new StagingRequest(
            Repository.Golden("render/synthetic-256hz/recording.edf"), Ledger, new MontageOptions(), RenderStyle.SleepVlm(), RationaleDetail.Full, 0, 256,
            count => epochs ?? [.. Enumerable.Range(0, count).Select(epoch => new EpochIndex(epoch))]);
        return new StagingPipeline(_stager, new RuleChecker(Rules), Rules).RunAsync(request, new Silent(), deliver, CancellationToken.None);
    }

    /// <summary>N1 in even epochs, N2 in odd ones.</summary>
    private sealed class CountingStager : IEpochStager
    {
        public int Staged { get; private set; }

        public RenderStyle? Shown { get; private set; }

        public ModelIdentity Identity { get; set; } = new("counting", "", "", "", 0);

        public StageContext Context => StageContext.Window;

        public async IAsyncEnumerable<StagingOutcome> StageAsync(StagingJob job, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Shown = job.Night.Style;
            foreach (var epoch in job.Epochs)
            {
                await Task.Yield();
                Staged++;
                var stage = epoch.Value % 2 == 0 ? SleepStage.N1 : SleepStage.N2;
                yield return new StageDecision(epoch, job.Provenance, "", "", stage, new Rationale("", [], Truncated: false), null);
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Silent : IStagingProgress
    {
        public void Resolved(Montage montage, IReadOnlyList<RecordingWarning> warnings)
        {
        }

        public IProgress<double> Of(string step) => new Progress<double>();

        public void Staging(int epochs, int finishedBefore)
        {
        }

        public void Staged(StagingOutcome outcome)
        {
        }
    }
}
