using System.Text;
using System.Text.Json;
using SleepVLM.Contracts;
using SleepVLM.Engine.Staging;
using SleepVLM.Testing;
using SleepVLM.Torch.Answers;
using SleepVLM.Torch.Tests.Tokens;
using SleepVLM.Torch.Tokens;

namespace SleepVLM.Torch.Tests.Answers;

public sealed class AnswerGrammarTests
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    [Fact]
    public void Advance_EncodingOfEveryComposedAnswer_IsAccepted() => AssertComposedAnswersAreAccepted(SmallTokenizer.Instance, count: 1000);

    [SharedFact("tokenizer/vocab.json")]
    public void Advance_EncodingUnderQwensVocabulary_IsAccepted() => AssertComposedAnswersAreAccepted(QwenTokenizerTests.Qwen, count: 60);

    [Fact]
    public void AllowedTokens_DrawnAtRandom_AlwaysGiveAParsableAnswer() => AssertRandomAnswersParse(SmallTokenizer.Instance, count: 2000);

    [SharedFact("tokenizer/vocab.json")]
    public void AllowedTokens_DrawnAtRandomFromQwens_AlwaysGiveAParsableAnswer() => AssertRandomAnswersParse(QwenTokenizerTests.Qwen, count: 120);

    [Fact]
    public void AllowedTokens_LaidOverEveryToken_AgreeWithAdvance()
    {
        var random = new Random(5);
        var state = GrammarFixture.Small(AnswerFormat.StageFirst).Start();
        foreach (var token in SmallTokenizer.Instance.Encode(GrammarFixture.RandomAnswer(AnswerFormat.StageFirst, random), allowSpecial: false))
        {
            for (var other = 0; other < SmallTokenizer.Instance.Count; other++)
            {
                var accepted = Record.Exception(() => state.Clone().Advance(other)) is null;
                Assert.Equal(accepted, TokenBits.Has(state.AllowedTokens, other));
                Assert.Equal(accepted, state.IsAllowed(other));
            }

            state.Advance(token);
        }
    }

    [Fact]
    public void AllowedTokens_BeforeStage_BeginTheFiveStagesOnly()
    {
        var grammar = GrammarFixture.Small(AnswerFormat.StageFirst);
        var state = grammar.Start();
        foreach (var token in state.ForcedTokens) state.Advance(token);
        Assert.True(state.IsStageChoicePoint);
        Assert.Equal(grammar.StagePaths.Select(path => path[0]).Distinct().Order(), state.Choices);
        Assert.Equal(["W", "N1", "N2", "N3", "R"], grammar.StagePaths.Select(path => SmallTokenizer.Instance.Decode([.. path])));
    }

    [Theory]
    [InlineData(SleepStage.N3, "N3.1,MBM.2")]
    [InlineData(SleepStage.R, "R.1,R.2,MBM.2")]
    public void Choices_RulesAfterStage_AreThatStagesAndEachOnce(SleepStage stage, string rules)
    {
        var seen = new HashSet<string>();
        var format = AnswerFormat.StageFirst.WithoutProse;
        for (var seed = 0; seed < 200; seed++)
        {
            var state = GrammarFixture.Small(format).Start();
            foreach (var token in state.ForcedTokens) state.Advance(token);
            foreach (var token in SmallTokenizer.Instance.Encode(stage.ToString())) state.Advance(token);
            var start = SmallTokenizer.Instance.Decode(SmallTokenizer.Instance.Encode(format.Literals[0] + stage));
            var text = start + SmallTokenizer.Instance.Decode([.. GrammarFixture.RandomTokens(state, new Random(seed), 400)]);
            using var json = JsonDocument.Parse(text);
            var named = json.RootElement.GetProperty("applicable_rules").EnumerateArray().Select(rule => rule.GetString()!).ToList();
            Assert.Equal(named.Count, named.Distinct().Count());
            seen.UnionWith(named);
        }

        Assert.Equal(rules.Split(',').Order(), seen.Order());
    }

    [Fact]
    public void Choices_AfterFourRules_OnlyCloseTheList()
    {
        var state = GrammarFixture.Small(AnswerFormat.StageFirst.WithoutProse).Start();
        Take(state, "{\"sleep_stage\": \"W\", \"applicable_rules\": [\"W.1\", \"W.2\", \"W.3\", \"MBM.1");
        Assert.Equal("\"]}", SmallTokenizer.Instance.Decode([.. state.ForcedTokens]));
    }

    [Fact]
    public void Choices_RuleThatBeginsAnother_CanEndOrGoOn()
    {
        var rules = Enum.GetValues<SleepStage>().ToDictionary(stage => stage, _ => (IReadOnlyList<string>)["N1.1", "N1.10", "N1.2"]);
        var state = AnswerGrammar.Create(SmallTokenizer.Instance, GrammarFixture.Shape(AnswerFormat.StageFirst.WithoutProse) with { RulesByStage = rules }).Start();
        Take(state, "{\"sleep_stage\": \"N1\", \"applicable_rules\": [\"N1.1");
        var ends = state.Clone();
        Take(ends, "\", \"N1.10\"]}");
        Take(state, "0\", \"N1.1\"]}");
        Assert.True(ends.IsComplete && state.IsComplete);
    }

    [Fact]
    public void ForcedTokens_FromTheStart_AreTheEncodingUpToTheFirstChoice()
    {
        foreach (var format in GrammarFixture.Formats.Where(format => format.Keys[0] != AnswerFormat.ReasoningText))
        {
            var forced = GrammarFixture.Small(format).Start().ForcedTokens;
            var literal = format.Literals[0];
            Assert.Equal(SmallTokenizer.Instance.Encode(literal), format.Keys[0] == AnswerFormat.SleepStageKey ? forced : forced.Take(SmallTokenizer.Instance.Encode(literal).Length));
        }
    }

    [Fact]
    public void ForcedTokens_SkippedOver_LeaveTheSameAnswer()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var format = GrammarFixture.Formats[seed % GrammarFixture.Formats.Count];
            var ids = SmallTokenizer.Instance.Encode(GrammarFixture.RandomAnswer(format, new Random(seed)), allowSpecial: false);
            var state = GrammarFixture.Small(format).Start();
            for (var i = 0; i < ids.Length;)
            {
                var forced = state.ForcedTokens;
                Assert.Equal(ids.Skip(i).Take(forced.Count), forced);
                foreach (var token in forced) state.Advance(token);
                i += forced.Count;
                if (i < ids.Length) state.Advance(ids[i++]);
            }

            Assert.True(state.IsComplete, $"seed {seed}");
        }
    }

    [Fact]
    public void Advance_AfterCompletion_TakesOnlyTheEndOfTheTurn()
    {
        var state = GrammarFixture.Small(AnswerFormat.StageFirst.WithoutProse).Start();
        Take(state, "{\"sleep_stage\": \"W\", \"applicable_rules\": [\"W.1\"]}");
        Assert.True(state.IsComplete);
        Assert.Equal([SmallTokenizer.Instance.AddedId(QwenTokens.TurnEnd)], state.Choices);
        Assert.Empty(state.ForcedTokens);
        Assert.Throws<InvalidOperationException>(() => state.Advance(SmallTokenizer.Instance.Encode("}")[0]));
        state.Advance(SmallTokenizer.Instance.AddedId(QwenTokens.TurnEnd));
        Assert.True(state.IsComplete);
    }

    [Fact]
    public void AllowedTokens_InProse_HoldNoAddedToken()
    {
        var state = GrammarFixture.Small(AnswerFormat.StageFirst).Start();
        Take(state, "{\"sleep_stage\": \"W\", \"applicable_rules\": [\"W.1\"], \"reasoning_text\": \"A");
        Assert.True(state.IsInProse);
        foreach (var added in SmallTokenizer.Instance.Vocabulary.Added) Assert.False(TokenBits.Has(state.AllowedTokens, added.Id));
    }

    [Fact]
    public void MustClose_WhateverTheLimit_EndsTheAnswerWithinIt()
    {
        foreach (var format in GrammarFixture.Formats)
        {
            var grammar = GrammarFixture.Small(format);
            for (var seed = 0; seed < 300; seed++)
            {
                var random = new Random(seed);
                var limit = grammar.MostTokensWithoutProse + random.Next(20);
                var tokens = GrammarFixture.RandomTokens(grammar.Start(), random, limit);
                Assert.True(tokens.Count <= limit, $"seed {seed}: {tokens.Count} of {limit}");
            }
        }
    }

    [Fact]
    public void MustClose_NearTheLimit_WaitsForTheEndOfACharacter()
    {
        var grammar = GrammarFixture.Small(AnswerFormat.StageFirst);
        var state = grammar.Start();
        Take(state, "{\"sleep_stage\": \"W\", \"applicable_rules\": [\"W.1\"], \"reasoning_text\": \"Alpha");
        Assert.False(state.MustClose(grammar.MostTokensToFinish + 9));
        Assert.True(state.MustClose(grammar.MostTokensToFinish + 1));
        Assert.Equal("\"}", SmallTokenizer.Instance.Decode([.. state.ClosingTokens]));
        state.Advance(SmallTokenizer.Instance.EncodeBytes([0xE2])[0]);
        Assert.False(state.MustClose(grammar.MostTokensToFinish + 1));
        Assert.True(state.MustClose(grammar.MostTokensToFinish));
        foreach (var token in state.ClosingTokens) state.Advance(token);
        Assert.True(state.IsComplete);
    }

    [Fact]
    public void Advance_AnswersWithoutARule_AreAcceptedWhereTheShapeAllowsThem()
    {
        foreach (var format in GrammarFixture.Formats)
        {
            var allowing = AnswerGrammar.Create(SmallTokenizer.Instance, GrammarFixture.Shape(format) with { RulesMayBeEmpty = true });
            for (var seed = 0; seed < 300; seed++)
            {
                var answer = GrammarFixture.RandomAnswer(format, new Random(seed), fewestRules: 0);
                var state = allowing.Start();
                Take(state, answer);
                Assert.True(state.IsComplete, $"seed {seed}: {answer}");
            }

            var refusing = GrammarFixture.Small(format).Start();
            Assert.ThrowsAny<Exception>(() => Take(refusing, format.Compose(SleepStage.N2, [], "Nothing.")));
        }
    }

    [Fact]
    public void AllowedTokens_DrawnAtRandomWhereNoRuleIsAllowed_ParseAndSometimesNameNone()
    {
        var counts = new HashSet<int>();
        for (var seed = 0; seed < 200; seed++)
        {
            var format = GrammarFixture.Formats[seed % GrammarFixture.Formats.Count];
            var grammar = AnswerGrammar.Create(SmallTokenizer.Instance, GrammarFixture.Shape(format) with { RulesMayBeEmpty = true });
            var tokens = GrammarFixture.RandomTokens(grammar.Start(), new Random(seed), grammar.MostTokensWithoutProse + 40);
            Assert.True(AnswerParser.TryParse(SmallTokenizer.Instance.Decode([.. tokens]), out var parsed, out var obstacle), $"seed {seed}: {obstacle}");
            counts.Add(parsed.ApplicableRules.Count);
        }

        Assert.Contains(0, counts);
        Assert.Contains(1, counts);
    }

    [Theory]
    [InlineData("R 1")]
    [InlineData("1.R")]
    [InlineData("")]
    [InlineData("R\"")]
    [InlineData("R.")]
    public void Create_RuleThatCannotBeEnforced_IsRefused(string rule)
    {
        var rules = Enum.GetValues<SleepStage>().ToDictionary(stage => stage, _ => (IReadOnlyList<string>)[rule]);
        Assert.Throws<ArgumentException>(() => AnswerGrammar.Create(SmallTokenizer.Instance, GrammarFixture.Shape(AnswerFormat.StageFirst) with { RulesByStage = rules }));
    }

    private static void Take(GrammarState state, string text)
    {
        foreach (var token in SmallTokenizer.Instance.Encode(text)) state.Advance(token);
    }

    private static void AssertComposedAnswersAreAccepted(BpeTokenizer tokenizer, int count)
    {
        foreach (var format in GrammarFixture.Formats)
        {
            var grammar = AnswerGrammar.Create(tokenizer, GrammarFixture.Shape(format));
            for (var seed = 0; seed < count; seed++)
            {
                var answer = GrammarFixture.RandomAnswer(format, new Random(seed));
                var state = grammar.Start();
                foreach (var token in tokenizer.Encode(answer, allowSpecial: false))
                {
                    Assert.True(state.IsAllowed(token), $"seed {seed}, token '{tokenizer.Decode([token])}' of {answer}");
                    state.Advance(token);
                }

                Assert.True(state.IsComplete, $"seed {seed}: {answer}");
            }
        }
    }

    private static void AssertRandomAnswersParse(BpeTokenizer tokenizer, int count)
    {
        var grammars = GrammarFixture.Formats.Select(format => (format, AnswerGrammar.Create(tokenizer, GrammarFixture.Shape(format)))).ToList();
        for (var seed = 0; seed < count; seed++)
        {
            var random = new Random(seed);
            var (format, grammar) = grammars[seed % grammars.Count];
            var tokens = GrammarFixture.RandomTokens(grammar.Start(), random, grammar.MostTokensWithoutProse + random.Next(120));
            var bytes = tokens.SelectMany(token => tokenizer.TokenBytes(token).ToArray()).ToArray();
            var text = Strict.GetString(bytes);
            using var json = JsonDocument.Parse(format.Fenced ? text["```json\n".Length..^"\n```".Length] : text);
            Assert.Equal(format.Keys, json.RootElement.EnumerateObject().Select(member => member.Name));
            Assert.True(AnswerParser.TryParse(text, out var parsed, out var obstacle), $"seed {seed}: {obstacle}");
            Assert.InRange(parsed.ApplicableRules.Count, 1, AnswerFormat.MostRules);
            if (format.Keys.Contains(AnswerFormat.ReasoningText)) Assert.Equal(json.RootElement.GetProperty(AnswerFormat.ReasoningText).GetString(), parsed.ReasoningText);
        }
    }
}
