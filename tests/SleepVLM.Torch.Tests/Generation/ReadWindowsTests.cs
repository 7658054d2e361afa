using SleepVLM.Contracts;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Images;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Generation;

/// <summary>A window that is asked again with the same prompt is read once.</summary>
public sealed class ReadWindowsTests
{
    private static readonly WindowQuestion[] Windows = [.. TinyWindows.Of(3)];

    [Fact]
    public async Task AnswerAsync_AskedAgain_AnswersAsWithout()
    {
        using var folder = new TinyModelFolder();
        await using var anew = await VisionLanguageModel.LoadAsync(folder.Path, TinyModelFolder.Setting);
        await using var again = await VisionLanguageModel.LoadAsync(folder.Path, TinyModelFolder.Setting);
        var whole = new AnswerOptions(RationaleDetail.Stage);
        foreach (var decided in new SleepStage?[] { SleepStage.N2, null })
        {
            await Answer(again, whole with { AskedAgain = true });
            Assert.Equal(await Answer(anew, whole, decided), await Answer(again, whole, decided));
        }
    }

    [Fact]
    public async Task AnswerAsync_AskedAgain_ReadsNoWindowTwice()
    {
        using var folder = new TinyModelFolder();
        await using var model = await VisionLanguageModel.LoadAsync(folder.Path, TinyModelFolder.Setting);
        var options = new AnswerOptions(RationaleDetail.Stage);
        await Answer(model, options);
        var before = LiveTensors.Count();
        await Answer(model, options with { AskedAgain = true });
        Assert.Equal(before + Windows.Length, LiveTensors.Count());
        // What is kept is given away, and not because another prompt is asked.
        var first = await Answer(model, options, SleepStage.N2, Windows[..1]);
        Assert.Equal(before + Windows.Length - 1, LiveTensors.Count());
        Assert.Equal(first, (await Answer(model, options, SleepStage.N2))[..1]);
    }

    [Fact]
    public void Take_GivesAWindowAwayOnce()
    {
        using var scope = NewDisposeScope();
        using var kept = new ReadWindows(mostBytes: 1000);
        kept.Ask(Prompt(1));
        Keep(kept, Windows[0], 100);
        var taken = kept.Take(Windows[0] with { Decided = SleepStage.R });
        Assert.Equal([1f, 2f], taken!.Logits);
        Assert.Null(kept.Take(Windows[0]));
        Assert.Null(kept.Take(Windows[1]));
    }

    [Fact]
    public void Wants_FullOrKnown_No()
    {
        using var scope = NewDisposeScope();
        using var kept = new ReadWindows(mostBytes: 1000);
        Keep(kept, Windows[0], 100);
        Assert.False(kept.Wants(Windows[0], 400));
        Assert.True(kept.Wants(Windows[1], 600));
        Assert.False(kept.Wants(Windows[1], 601));
        kept.Take(Windows[0]);
        Assert.True(kept.Wants(Windows[1], 1000));
    }

    [Fact]
    public void Ask_AnotherPrompt_ForgetsAndFrees()
    {
        using var scope = NewDisposeScope();
        using var kept = new ReadWindows(mostBytes: 1000);
        kept.Ask(Prompt(1));
        Keep(kept, Windows[0], 100);
        Keep(kept, Windows[1], 100);
        var before = LiveTensors.Count();
        kept.Ask(Prompt(1));
        Assert.Equal(before, LiveTensors.Count());
        kept.Ask(Prompt(2));
        Assert.Equal(before - 2, LiveTensors.Count());
        Assert.Null(kept.Take(Windows[0]));
    }

    private static void Keep(ReadWindows kept, WindowQuestion window, int floats)
    {
        Assert.True(kept.Wants(window, 4 * floats));
        kept.Keep(window, new ReadWindow(zeros(floats).DetachFromDisposeScope(), [1, 2]));
    }

    private static WindowPrompt Prompt(int id) => new([id], 0, [0, 0, 0], 1, []);

    private static async Task<List<(string, Hypnodensity?)>> Answer(VisionLanguageModel model, AnswerOptions options, SleepStage? decided = null, WindowQuestion[]? windows = null)
    {
        var answers = new List<(string, Hypnodensity?)>();
        await foreach (var answer in model.AnswerAsync((windows ?? Windows).Select(window => window with { Decided = decided }), options, CancellationToken.None))
            answers.Add((answer.Text, answer.Hypnodensity));
        return answers;
    }
}
