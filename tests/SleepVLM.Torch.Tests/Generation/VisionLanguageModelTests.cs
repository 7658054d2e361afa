using System.Diagnostics;
using SleepVLM.Contracts;
using SleepVLM.Engine.Staging;
using SleepVLM.Torch.Generation;

namespace SleepVLM.Torch.Tests.Generation;

public sealed class VisionLanguageModelTests
{
    [Fact]
    public async Task AnswerAsync_RandomWeights_EveryAnswerParsesAndStageIsTheLikeliest()
    {
        using var folder = new TinyModelFolder();
        await using var model = await VisionLanguageModel.LoadAsync(folder.Path, TinyModelFolder.Setting);
        var answers = await Answer(model, TinyWindows.Of(10), new AnswerOptions(MaxTokens: 90, BatchSize: 4));
        Assert.Equal(Enumerable.Range(1, 10), answers.Select(answer => answer.Target.Value));
        foreach (var answer in answers)
        {
            Assert.True(AnswerParser.TryParse(answer.Text, out var parsed, out var obstacle), obstacle);
            Assert.NotEmpty(parsed.ApplicableRules);
            Assert.All(parsed.ApplicableRules, rule => Assert.Contains(parsed.Stage, TinyModelFolder.Setting.Rules.StagesOf(rule)));
            var density = answer.Hypnodensity!.Value;
            Assert.Equal(1, Enum.GetValues<SleepStage>().Sum(stage => density[stage]), 1e-4);
            Assert.Equal(Enum.GetValues<SleepStage>().Max(stage => density[stage]), density[parsed.Stage]);
        }
    }

    [Theory]
    [InlineData(RationaleDetail.Full)]
    [InlineData(RationaleDetail.Stage)]
    public async Task AnswerAsync_StageGiven_ExplainsThatStageAndKeepsItsOwnProbabilities(RationaleDetail detail)
    {
        using var folder = new TinyModelFolder();
        await using var model = await VisionLanguageModel.LoadAsync(folder.Path, TinyModelFolder.Setting);
        var options = new AnswerOptions(detail, MaxTokens: 80);
        var free = await Answer(model, TinyWindows.Of(5), options);
        SleepStage Given(EpochIndex epoch) => (SleepStage)(epoch.Value % 5);
        var given = await Answer(model, TinyWindows.Of(5).Select(window => window with { Decided = Given(window.Target.Index) }), options);
        foreach (var (own, told) in free.Zip(given))
        {
            Assert.True(AnswerParser.TryParse(told.Text, out var parsed, out var obstacle), obstacle);
            Assert.Equal(Given(told.Target), parsed.Stage);
            Assert.All(parsed.ApplicableRules, rule => Assert.Contains(parsed.Stage, TinyModelFolder.Setting.Rules.StagesOf(rule)));
            Assert.Equal(own.Hypnodensity, told.Hypnodensity);
        }
    }

    [Fact]
    public async Task AnswerAsync_ProseReachesTheLimit_IsClosedAndMarkedTruncated()
    {
        using var folder = new TinyModelFolder();
        await using var model = await VisionLanguageModel.LoadAsync(folder.Path, TinyModelFolder.Setting);
        var answers = await Answer(model, TinyWindows.Of(6), new AnswerOptions(MaxTokens: 60));
        Assert.All(answers, answer => Assert.True(answer.TokenCount <= 60));
        Assert.Contains(answers, answer => answer.Truncated);
        Assert.All(answers, answer => Assert.True(AnswerParser.TryParse(answer.Text, out _, out _), answer.Text));
    }

    [Fact]
    public async Task AnswerAsync_StageDetail_HoldsNoProse()
    {
        using var folder = new TinyModelFolder();
        await using var model = await VisionLanguageModel.LoadAsync(folder.Path, TinyModelFolder.Setting);
        var answers = await Answer(model, TinyWindows.Of(3), new AnswerOptions(RationaleDetail.Stage));
        Assert.All(answers, answer => Assert.DoesNotContain("reasoning_text", answer.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnswerAsync_StageAlone_GivesStageAndProbabilitiesOfTheWholeAnswer()
    {
        using var folder = new TinyModelFolder();
        await using var model = await VisionLanguageModel.LoadAsync(folder.Path, TinyModelFolder.Setting);
        var whole = await Answer(model, TinyWindows.Of(5), new AnswerOptions(RationaleDetail.Stage));
        var alone = await Answer(model, TinyWindows.Of(5), new AnswerOptions(RationaleDetail.Stage) { StageAlone = true });
        foreach (var (full, brief) in whole.Zip(alone))
        {
            Assert.True(AnswerParser.TryParse(full.Text, out var told, out _) && AnswerParser.TryParse(brief.Text, out var parsed, out _) && told.Stage == parsed.Stage);
            Assert.Equal(full.Hypnodensity, brief.Hypnodensity);
            Assert.True(brief.TokenCount < full.TokenCount, $"{brief.TokenCount} tokens alone, {full.TokenCount} in all");
        }
    }

    [Fact]
    public async Task AnswerAsync_OtherBatchSize_GivesTheSameAnswers()
    {
        using var folder = new TinyModelFolder();
        await using var model = await VisionLanguageModel.LoadAsync(folder.Path, TinyModelFolder.Setting);
        var one = await Answer(model, TinyWindows.Of(5), new AnswerOptions(MaxTokens: 80, BatchSize: 1));
        var five = await Answer(model, TinyWindows.Of(5), new AnswerOptions(MaxTokens: 80, BatchSize: 5));
        Assert.Equal(one.Select(answer => answer.Text), five.Select(answer => answer.Text));
    }

    [Fact]
    public async Task AnswerAsync_Cancelled_StopsWithinASecondAndKeepsWhatWasGiven()
    {
        using var folder = new TinyModelFolder();
        await using var model = await VisionLanguageModel.LoadAsync(folder.Path, TinyModelFolder.Setting);
        using var stop = new CancellationTokenSource();
        var given = 0;
        var clock = new Stopwatch();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in model.AnswerAsync(TinyWindows.Of(10_000), new AnswerOptions(MaxTokens: 80, BatchSize: 4), stop.Token))
            {
                if (++given != 4) continue;
                await stop.CancelAsync();
                clock.Start();
            }
        });
        Assert.InRange(given, 4, 400);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"took {clock.Elapsed}");
        Assert.Equal(2, (await Answer(model, TinyWindows.Of(2), new AnswerOptions(MaxTokens: 80))).Count);
    }

    [Fact]
    public async Task AnswerAsync_ManyBatches_NothingStaysAliveButTheTokensOfPictures()
    {
        using var folder = new TinyModelFolder();
        await using var model = await VisionLanguageModel.LoadAsync(folder.Path, TinyModelFolder.Setting);
        var options = new AnswerOptions(RationaleDetail.Stage, BatchSize: 2);
        await Answer(model, TinyWindows.Of(4), options);
        var before = LiveTensors.Count();
        const int newPictures = 36;
        for (var night = 0; night < 2; night++)
        {
            await Answer(model, TinyWindows.Of(40), options);
            Assert.Equal(before + newPictures, LiveTensors.Count());
        }
    }

    [Fact]
    public async Task LoadAsync_NoSuchFolder_SaysSo()
    {
        var error = await Assert.ThrowsAsync<SleepVlmException>(() => VisionLanguageModel.LoadAsync("/nowhere/model", TinyModelFolder.Setting));
        Assert.Contains("/nowhere/model: no such model", error.Message, StringComparison.Ordinal);
    }

    private static async Task<List<WindowAnswer>> Answer(VisionLanguageModel model, IEnumerable<WindowQuestion> windows, AnswerOptions options)
    {
        var answers = new List<WindowAnswer>();
        await foreach (var answer in model.AnswerAsync(windows, options, CancellationToken.None)) answers.Add(answer);
        return answers;
    }
}
