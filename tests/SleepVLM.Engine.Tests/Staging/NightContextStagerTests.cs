using System.Runtime.CompilerServices;
using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Staging;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Staging;

/// <summary>On the five epochs of the synthetic recording, with a model that is sure of N2 but in epoch 3, of which it thinks R a little likelier.</summary>
public sealed class NightContextStagerTests
{
    private static readonly Lazy<NightReading> Reading = new(() => NightReading.Open(
        Repository.Golden("render/synthetic-256hz/recording.edf"), new MontageOptions(), RenderStyle.SleepVlm(), new SilentReading(), CancellationToken.None));

    [Fact]
    public async Task Stage_DoubtfulEpoch_IsExplainedAsTheNightHasItAndSaysSo()
    {
        var model = new DoubtfulModel();
        var decision = (await StageAsync(model, RationaleDetail.Full, [0, 1, 2, 3, 4]))[2];
        Assert.Equal(SleepStage.N2, decision.Stage);
        Assert.Equal("as N2", decision.Rationale.Text);
        Assert.Equal(0.45f, decision.WindowHypnodensity!.Value.R);
        Assert.True(decision.Hypnodensity!.Value.N2 > 0.5);
        Assert.Contains(decision.Provenance.Notes, note => note.StartsWith("by its window alone R (45 %), by the course of the night N2 (", StringComparison.Ordinal));
        Assert.Equal(10, model.Asked.Count);
    }

    [Fact]
    public async Task Stage_StageAlone_AsksAgainOnlyWhatTheNightChanged()
    {
        var model = new DoubtfulModel();
        var decisions = await StageAsync(model, RationaleDetail.Stage, [0, 1, 2, 3, 4]);
        Assert.All(decisions, decision => Assert.Equal(SleepStage.N2, decision.Stage));
        Assert.Equal([0, 1, 2, 3, 4, 2], model.Asked);
    }

    [Fact]
    public async Task Stage_RunThatGoesOn_DecidesAsTheWholeRunDid()
    {
        var whole = await StageAsync(new DoubtfulModel(), RationaleDetail.Full, [0, 1, 2, 3, 4]);
        var rest = await StageAsync(new DoubtfulModel(), RationaleDetail.Full, [2], asked: [0, 1, 2, 3, 4]);
        Assert.Equal(whole[2].Hypnodensity, Assert.Single(rest).Hypnodensity);
    }

    [Fact]
    public void Create_ModelThatNamesTheStageLast_IsRefused()
    {
        var error = Assert.Throws<SleepVlmException>(() => new NightContextStager(new VisionLanguageStager(new DoubtfulModel { DecidesFirst = false }, new AnswerOptions())));
        Assert.Contains("--context window", error.Message, StringComparison.Ordinal);
    }

    private static async Task<List<StageDecision>> StageAsync(DoubtfulModel model, RationaleDetail detail, int[] epochs, int[]? asked = null)
    {
        var reading = Reading.Value;
        var job = new StagingJob(
            reading.Night, reading.Analysis, [.. epochs.Select(epoch => new EpochIndex(epoch))], detail,
            new Provenance("doubtful", "", "", "", "", "", 0, "test", []), [.. (asked ?? epochs).Select(epoch => new EpochIndex(epoch))]);
        await using var stager = new NightContextStager(new VisionLanguageStager(model, new AnswerOptions()));
        var decisions = new List<StageDecision>();
        await foreach (var outcome in stager.StageAsync(job, CancellationToken.None)) decisions.Add(Assert.IsType<StageDecision>(outcome));
        return decisions;
    }

    private sealed class DoubtfulModel : IVisionLanguageModel
    {
        public List<int> Asked { get; } = [];

        public ModelIdentity Identity { get; } = new("doubtful", "", "", "", 0);

        public bool DecidesFirst { get; init; } = true;

        public async IAsyncEnumerable<WindowAnswer> AnswerAsync(
            IEnumerable<WindowQuestion> questions, AnswerOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            foreach (var question in questions)
            {
                await Task.Yield();
                Asked.Add(question.Target.Index.Value);
                var density = question.Target.Index.Value == 2 ? new Hypnodensity(0.05f, 0.05f, 0.42f, 0.03f, 0.45f) : new Hypnodensity(0.01f, 0.02f, 0.94f, 0.02f, 0.01f);
                var stage = question.Decided ?? Enum.GetValues<SleepStage>().MaxBy(each => density[each]);
                yield return new WindowAnswer(
                    question.Target.Index, $$"""{"sleep_stage": "{{stage}}", "applicable_rules": [], "reasoning_text": "as {{stage}}"}""", false, density, 20);
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class SilentReading : IReadingProgress
    {
        public void Resolved(Montage montage, IReadOnlyList<SleepVLM.Engine.Recordings.RecordingWarning> warnings)
        {
        }

        public IProgress<double> Of(string step) => new Progress<double>();
    }
}
