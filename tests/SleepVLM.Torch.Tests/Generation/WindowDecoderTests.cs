using SleepVLM.Contracts;
using SleepVLM.Torch.Generation;

namespace SleepVLM.Torch.Tests.Generation;

/// <summary>Windows answered side by side, from the inside.</summary>
public sealed class WindowDecoderTests
{
    private const int Windows = 14, Together = 4;

    [Fact]
    public void Answer_SomeAnswersAreOver_TheirPlacesAreTakenWhileOthersAreStillWritten()
    {
        // The answers of these weights differ in length: 25 to 78 tokens.
        using var folder = new TinyModelFolder(seed: 22);
        using var model = LoadedModel.Load(folder.Path, TinyModelFolder.Setting);
        using var decoder = model.CreateDecoder(TinyWindows.Of(1).First().Target, new AnswerOptions(MaxTokens: 90));
        var drawn = 0;
        var answers = new List<(int Drawn, WindowAnswering Answer)>();
        foreach (var answer in decoder.Answer(Drawn(), Together, CancellationToken.None)) answers.Add((drawn, answer));

        Assert.Equal(TinyWindows.Of(Windows).Select(window => window.Target.Index), answers.Select(pair => pair.Answer.Target));
        // In lockstep a fifth window would be read when the first four are answered.
        Assert.Contains(answers.Index(), pair => pair.Item.Drawn < Windows && pair.Item.Drawn % Together != 0);
        Assert.All(answers.Index(), pair => Assert.InRange(pair.Item.Drawn, pair.Index + 1, Windows));

        var alone = decoder.Answer(TinyWindows.Of(Windows), 1, CancellationToken.None).Select(answer => answer.Sequence.Tokens);
        Assert.Equal(alone, answers.Select(pair => pair.Answer.Sequence.Tokens));

        IEnumerable<WindowQuestion> Drawn()
        {
            foreach (var question in TinyWindows.Of(Windows))
            {
                drawn++;
                yield return question;
            }
        }
    }
}
