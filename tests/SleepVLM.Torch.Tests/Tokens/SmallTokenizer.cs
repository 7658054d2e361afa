using SleepVLM.Torch.Tokens;

namespace SleepVLM.Torch.Tests.Tokens;

/// <summary>A vocabulary trained on sentences of the field, for tests that need no real one.</summary>
internal static class SmallTokenizer
{
    private static readonly string[] Subjects = ["Slow waves", "Sleep spindles", "K complexes", "Rapid eye movements", "Alpha rhythm", "Low chin tone"];
    private static readonly string[] Places = ["in F4-M1", "in C4\u2011M1", "over O2-M1", "in both EOG channels", "throughout the epoch"];
    private static readonly string[] Ends = ["; 12.5 s of 30 s.", " (\u226575 \u00b5V).", ", about 40 % of the epoch.", " from 3 to 7 s, so \"N2\" holds."];

    private static readonly Lazy<BpeTokenizer> Lazy = new(() => BpeTrainer.Train(Corpus(seed: 1, count: 400), 420, QwenTokens.Small));

    public static BpeTokenizer Instance => Lazy.Value;

    public static IEnumerable<string> Corpus(int seed, int count)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
            yield return "{\"sleep_stage\": \"N2\", \"applicable_rules\": [\"N2.1\"], \"reasoning_text\": \"" + Sentence(random) + " " + Sentence(random) + "\"}";
    }

    public static string Sentence(Random random) =>
        $"{Pick(Subjects, random)} {(random.Next(2) == 0 ? "are seen" : "appear")} {Pick(Places, random)}{Pick(Ends, random)}";

    private static string Pick(string[] items, Random random) => items[random.Next(items.Length)];
}
