using SleepVLM.Engine.Staging;
using SleepVLM.Torch.Answers;
using SleepVLM.Torch.Tests.Tokens;

namespace SleepVLM.Torch.Tests.Answers;

public sealed class StageReadoutTests
{
    [Fact]
    public void Prefixes_DigitsOfTheirOwn_AreTheChoicePointAndAfterN()
    {
        var readout = GrammarFixture.Small(AnswerFormat.StageFirst).Readout;
        Assert.Equal(["", "N"], readout.Prefixes.Select(prefix => SmallTokenizer.Instance.Decode([.. prefix])));
    }

    [Fact]
    public void Combine_KnownLogits_MultipliesAlongThePaths()
    {
        var readout = GrammarFixture.Small(AnswerFormat.StageFirst).Readout;
        // Tokens that lead to no stage weigh nothing, however likely.
        var first = Logits(("W", 1), ("N", 2), ("R", 1), ("a", 50));
        var second = Logits(("1", 1), ("2", 2), ("3", 5), ("9", 50));
        var density = readout.Combine([first, second]);
        Assert.Equal(0.25f, density.W, 1e-6f);
        Assert.Equal(0.5f / 8, density.N1, 1e-6f);
        Assert.Equal(0.5f / 4, density.N2, 1e-6f);
        Assert.Equal(0.5f * 5 / 8, density.N3, 1e-6f);
        Assert.Equal(0.25f, density.R, 1e-6f);
    }

    [Fact]
    public void Combine_ExtremeLogits_StaysFinite()
    {
        var readout = GrammarFixture.Small(AnswerFormat.StageFirst).Readout;
        var density = readout.Combine([Array.ConvertAll(Logits(("W", 1)), logit => logit * 1e6f), new float[SmallTokenizer.Instance.Count]]);
        Assert.Equal(1f, density.W + density.N1 + density.N2 + density.N3 + density.R, 1e-5f);
    }

    private static float[] Logits(params (string Token, double Weight)[] weights)
    {
        var logits = Enumerable.Repeat(-100f, SmallTokenizer.Instance.Count).ToArray();
        foreach (var (token, weight) in weights) logits[SmallTokenizer.Instance.Encode(token).Single()] = (float)Math.Log(weight);
        return logits;
    }
}
