using SleepVLM.Contracts;
using SleepVLM.Engine.Staging;
using SleepVLM.Torch.Answers;
using SleepVLM.Torch.Tests.Tokens;
using SleepVLM.Torch.Tokens;

namespace SleepVLM.Torch.Tests.Answers;

/// <summary>Rules, layouts and random answers for the tests of the grammar.</summary>
internal static class GrammarFixture
{
    public static readonly IReadOnlyDictionary<SleepStage, IReadOnlyList<string>> Rules = new Dictionary<SleepStage, IReadOnlyList<string>>
    {
        [SleepStage.W] = ["W.1", "W.2", "W.3", "MBM.1", "MBM.2"],
        [SleepStage.N1] = ["N1.1", "N1.2", "N2.4", "R.3", "MBM.2"],
        [SleepStage.N2] = ["N2.1", "N2.2", "N2.3", "R.3", "MBM.2"],
        [SleepStage.N3] = ["N3.1", "MBM.2"],
        [SleepStage.R] = ["R.1", "R.2", "MBM.2"],
    };

    public static readonly IReadOnlyList<AnswerFormat> Formats =
    [
        AnswerFormat.StageFirst,
        AnswerFormat.Published,
        AnswerFormat.StageFirst.WithoutProse,
        AnswerFormat.Published.WithoutProse,
        new([AnswerFormat.SleepStageKey, AnswerFormat.ReasoningText, AnswerFormat.ApplicableRules]),
        new([AnswerFormat.SleepStageKey, AnswerFormat.ReasoningText, AnswerFormat.ApplicableRules], fenced: true),
    ];

    public static AnswerGrammar Small(AnswerFormat format) => AnswerGrammar.Create(SmallTokenizer.Instance, Shape(format));

    public static AnswerShape Shape(AnswerFormat format) => new(format.Keys, format.Fenced, Rules);

    public static string RandomAnswer(AnswerFormat format, Random random, int fewestRules = 1)
    {
        var stage = (SleepStage)random.Next(5);
        var candidates = Rules[stage].Select(rule => new RuleId(rule)).ToArray();
        random.Shuffle(candidates);
        return format.Compose(stage, candidates[..random.Next(fewestRules, Math.Min(4, candidates.Length) + 1)], BpeTokenizerTests.RandomText(random));
    }

    /// <summary>Writes an answer by drawing tokens; closes the prose when the limit asks for it, as a generator does.</summary>
    public static List<int> RandomTokens(GrammarState state, Random random, int maxTokens)
    {
        var tokens = new List<int>();
        while (!state.IsComplete)
        {
            IReadOnlyList<int> next = state.MustClose(maxTokens - tokens.Count) ? state.ClosingTokens : [Draw(state, random)];
            foreach (var token in next)
            {
                Assert.True(TokenBits.Has(state.AllowedTokens, token));
                state.Advance(token);
                tokens.Add(token);
            }
        }

        return tokens;
    }

    private static int Draw(GrammarState state, Random random)
    {
        if (state.Choices.Count > 0) return state.Choices[random.Next(state.Choices.Count)];
        var bits = state.AllowedTokens;
        for (var token = random.Next(bits.Length * 32); ; token = (token + 1) % (bits.Length * 32))
            if (TokenBits.Has(bits, token)) return token;
    }
}
