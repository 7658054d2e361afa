using SleepVLM.Contracts;
using SleepVLM.Engine.Staging;

namespace SleepVLM.Engine.Tests.Staging;

public sealed class AnswerParserTests
{
    private const string Plain = "{\"reasoning_text\": \"Spindles.\", \"applicable_rules\": [\"N2.1\", \"N2.2\"], \"sleep_stage\": \"N2\"}";

    [Theory]
    [InlineData(Plain)]
    [InlineData("```json\n" + Plain + "\n```")]
    [InlineData("```\n" + Plain + "\n```\nDone.")]
    [InlineData("I see {a spindle} first. " + Plain + " That is all {really}.")]
    [InlineData("{\"reasoning_text\": \"Spindles.\", \"applicable_rules\": [\"N2.1\", \"N2.2\",], \"sleep_stage\": \"N2\",}")]
    [InlineData("{\u201creasoning_text\u201d: \u201cSpindles.\u201d, \u201capplicable_rules\u201d: [\u201cN2.1\u201d, \u201cN2.2\u201d], \u201csleep_stage\u201d: \u201cN2\u201d}")]
    [InlineData("{\"reasoning_text\": \"Spindles.\", \"applicable_rules\": [\"N2.1\", \" N2.2\", \"N2.1\", 7], \"sleep_stage\": \" n2 \"}")]
    [InlineData("{\"answer\": {\"reasoning_text\": \"Spindles.\", \"applicable_rules\": [\"N2.1\", \"N2.2\"], \"sleep_stage\": \"n2\"}}")]
    [InlineData("{\"sleep_stage\": \"maybe\"} or rather " + Plain)]
    public void TryParse_KnownFaults_AreMended(string answer)
    {
        Assert.True(AnswerParser.TryParse(answer, out var parsed, out var obstacle), obstacle);
        Assert.Equal(SleepStage.N2, parsed.Stage);
        Assert.Equal([new RuleId("N2.1"), new RuleId("N2.2")], parsed.ApplicableRules);
        Assert.Equal("Spindles.", parsed.ReasoningText);
    }

    [Theory]
    [InlineData("{\"reasoning_text\": \"Saw \u201calpha\u201d.\", \"sleep_stage\": \"W\"}", "Saw \u201calpha\u201d.")]
    [InlineData("{\"reasoning_text\": \"Saw \u201calpha\u201d\nand tone.\", \"sleep_stage\": \"W\"}", "Saw \u201calpha\u201d and tone.")]
    [InlineData("{\"reasoning_text\": \"{\\\"quoted\\\"} braces\", \"sleep_stage\": \"W\"}", "{\"quoted\"} braces")]
    [InlineData("{\"sleep_stage\": \"W\"}", "")]
    [InlineData("{\"sleep_stage\": \"W\", \"reasoning_text\": \"\\ud800\"}", "")]
    public void TryParse_Prose_IsKeptAsWritten(string answer, string prose)
    {
        Assert.True(AnswerParser.TryParse(answer, out var parsed, out var obstacle), obstacle);
        Assert.Equal(prose, parsed.ReasoningText);
    }

    [Fact]
    public void TryParse_TwoFences_TakesTheFirst()
    {
        Assert.True(AnswerParser.TryParse("{\"sleep_stage\": \"R\"} ```json\n{\"sleep_stage\": \"N1\"}\n``` ```{\"sleep_stage\": \"W\"}```", out var parsed, out _));
        Assert.Equal(SleepStage.N1, parsed.Stage);
    }

    [Theory]
    [InlineData("", "no JSON object with a sleep_stage")]
    [InlineData("The stage is N2.", "no JSON object with a sleep_stage")]
    [InlineData("{\"stage\": \"N2\"}", "no JSON object with a sleep_stage")]
    [InlineData("{\"sleep_stage\": \"N4\"}", "none of W, N1, N2, N3, R")]
    [InlineData("{\"sleep_stage\": null}", "none of W, N1, N2, N3, R")]
    [InlineData("{\"sleep_stage\": \"N2\"", "damaged")]
    [InlineData("{sleep_stage: N2}", "damaged")]
    public void TryParse_NoStage_SaysWhy(string answer, string expected)
    {
        Assert.False(AnswerParser.TryParse(answer, out _, out var obstacle));
        Assert.Contains(expected, obstacle, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_Garbage_NeverThrows()
    {
        const string Alphabet = "{}[]\",:\\nN2sleep_stage `\u201c\u201d\ud800\u0001";
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var text = Plain.ToCharArray();
            for (var i = random.Next(1, 6); i > 0; i--) text[random.Next(text.Length)] = Alphabet[random.Next(Alphabet.Length)];
            var error = Record.Exception(() => AnswerParser.TryParse(new string(text), out _, out _));
            Assert.True(error is null, $"seed {seed}: {error}");
        }

        Assert.False(AnswerParser.TryParse(new string('{', 100_000) + "\"sleep_stage\"", out _, out _));
    }
}
