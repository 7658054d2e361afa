using System.Text;
using SleepVLM.Contracts;
using SleepVLM.Engine.Staging;

namespace SleepVLM.Engine.Tests.Staging;

public sealed class AnswerFormatTests
{
    private static readonly RuleId[] Rules = [new("N2.1"), new("N2.2")];

    [Fact]
    public void Compose_Published_IsTheReferencesLayout() => Assert.Equal(
        "```json\n{\n  \"reasoning_text\": \"Sleep spindles at 13 Hz and K complexes are seen in C4\u2011M1.\",\n  \"applicable_rules\": [\"N2.1\"],\n  \"sleep_stage\": \"N2\"\n}\n```",
        AnswerFormat.Published.Compose(SleepStage.N2, [new RuleId("N2.1")], "Sleep spindles at 13 Hz and K complexes are seen in C4\u2011M1."));

    [Fact]
    public void Compose_PublishedWithoutProse_IsTheReferencesCoarseLayout() => Assert.Equal(
        "```json\n{\n  \"applicable_rules\": [\"W.1\"],\n  \"sleep_stage\": \"W\"\n}\n```",
        AnswerFormat.Published.WithoutProse.Compose(SleepStage.W, [new RuleId("W.1")], "not written"));

    [Fact]
    public void Compose_StageFirst_IsOneLine() => Assert.Equal(
        "{\"sleep_stage\": \"N2\", \"applicable_rules\": [\"N2.1\", \"N2.2\"], \"reasoning_text\": \"A \\\"K\\\" \\\\ 1.\"}",
        AnswerFormat.StageFirst.Compose(SleepStage.N2, Rules, "  A \"K\"\n\\ 1.\t"));

    [Fact]
    public void Compose_NoRule_IsAnEmptyList()
    {
        Assert.Equal("{\"sleep_stage\": \"N1\", \"applicable_rules\": [], \"reasoning_text\": \"A.\"}", AnswerFormat.StageFirst.Compose(SleepStage.N1, [], "A."));
        Assert.Equal("```json\n{\n  \"applicable_rules\": [],\n  \"sleep_stage\": \"N1\"\n}\n```", AnswerFormat.Published.WithoutProse.Compose(SleepStage.N1, [], ""));
    }

    [Theory]
    [InlineData("a\u0301 e\u0301", "\u00e1 \u00e9")]
    [InlineData("\n\u0301x", "\u0301x")]
    [InlineData("a\r\nb\u0085c\u007f", "a  b c")]
    public void NormalizeProse_GivesOneComposedParagraph(string text, string expected) => Assert.Equal(expected, AnswerFormat.NormalizeProse(text));

    [Fact]
    public void NormalizeProse_WhatIsNoCharacter_BecomesTheReplacementCharacter() =>
        Assert.Equal("x\ufffdy\ufffdz", AnswerFormat.NormalizeProse("x\ud800y\ufffez"));

    [Fact]
    public void Compose_RandomText_ParsesBackAndStaysComposed()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (var i = random.Next(60); i > 0; i--) text.Append((char)(random.Next(3) == 0 ? random.Next(0x10000) : random.Next(0x350)));
            foreach (var format in (AnswerFormat[])[AnswerFormat.StageFirst, AnswerFormat.Published])
            {
                var answer = format.Compose(SleepStage.N3, Rules, text.ToString());
                Assert.True(answer.IsNormalized(NormalizationForm.FormC), $"seed {seed}");
                Assert.True(AnswerParser.TryParse(answer, out var parsed, out var obstacle), $"seed {seed}: {obstacle}");
                Assert.True(AnswerFormat.NormalizeProse(text.ToString()) == parsed.ReasoningText, $"seed {seed}");
            }
        }
    }

    [Fact]
    public void Compose_RulesThatDoNotFit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => AnswerFormat.StageFirst.Compose(SleepStage.W, [Rules[0], Rules[0]], ""));
        Assert.Throws<ArgumentException>(() => AnswerFormat.StageFirst.Compose(SleepStage.W, [.. Enumerable.Range(0, 5).Select(i => new RuleId($"N2.{i}"))], ""));
    }

    [Fact]
    public void Constructor_KeysThatDoNotFit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new AnswerFormat([AnswerFormat.SleepStageKey]));
        Assert.Throws<ArgumentException>(() => new AnswerFormat([AnswerFormat.SleepStageKey, AnswerFormat.ApplicableRules, "stage"]));
        Assert.Throws<ArgumentException>(() => new AnswerFormat([AnswerFormat.SleepStageKey, AnswerFormat.ApplicableRules, AnswerFormat.SleepStageKey]));
    }
}
