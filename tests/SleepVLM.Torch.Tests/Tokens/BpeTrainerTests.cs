using SleepVLM.Testing;
using SleepVLM.Torch.Tokens;

namespace SleepVLM.Torch.Tests.Tokens;

public sealed class BpeTrainerTests
{
    [Fact]
    public void Train_WordsOfSennrichsPaper_JoinsTheMostFrequentPairsFirst()
    {
        string[] corpus = [.. Repeat("low", 5), .. Repeat("lower", 2), .. Repeat("newest", 6), .. Repeat("widest", 3)];
        var tokenizer = BpeTrainer.Train(corpus, 256 + 4, []);
        var joined = tokenizer.Vocabulary.Merges.Select(merge => tokenizer.Decode([merge.Merged]));
        // es and st both occur 9 times, as do es+t later; e (id 68) comes before s (82).
        Assert.Equal(["es", "est", "lo", "low"], joined);
    }

    [Fact]
    public void Train_SameCorpus_GivesTheSameMerges()
    {
        var first = BpeTrainer.Train(SmallTokenizer.Corpus(3, 200), 600, QwenTokens.Small);
        var second = BpeTrainer.Train(SmallTokenizer.Corpus(3, 200), 600, QwenTokens.Small);
        Assert.Equal(first.Vocabulary.Merges, second.Vocabulary.Merges);
    }

    [Fact]
    public void Train_AddedTokens_TakeTheLastIdsInOrder()
    {
        var tokenizer = BpeTrainer.Train(SmallTokenizer.Corpus(3, 200), 400, QwenTokens.Small);
        Assert.Equal(400, tokenizer.Count);
        Assert.Equal([394, 395, 396, 397, 398, 399], QwenTokens.Small.Select(tokenizer.AddedId));
    }

    [Fact]
    public void Train_EncodingTheCorpus_FollowsTheSegmentationOfTraining()
    {
        // Training ends with every word joined as far as its merges go: encoding must find the same pieces.
        var tokenizer = BpeTrainer.Train(["spindle spindle", "spindles"], 256 + 40, []);
        Assert.Equal(["spindle", "s"], tokenizer.Encode("spindles").Select(id => tokenizer.Decode([id])));
        Assert.Equal(["spindle", " spindle"], Pieces(BpeTrainer.Train([.. Repeat("spindle spindle", 2)], 400, []), "spindle spindle"));
    }

    [Fact]
    public void Train_CorpusTooSmall_GivesFewerIds()
    {
        var tokenizer = BpeTrainer.Train(["ab ab"], 1024, QwenTokens.Small);
        Assert.InRange(tokenizer.Count, 257 + 6, 259 + 6);
    }

    [Fact]
    public void Save_ThenRead_EncodesAlike()
    {
        using var folder = new TemporaryFolder();
        SmallTokenizer.Instance.Save(folder.Path);
        var read = BpeTokenizer.FromPretrained(folder.Path);
        Assert.Equal(SmallTokenizer.Instance.Count, read.Count);
        Assert.Equal(SmallTokenizer.Instance.Vocabulary.Added, read.Vocabulary.Added);
        foreach (var text in SmallTokenizer.Corpus(seed: 77, count: 50).Append("<|im_start|>user\n\u00b5 \ud83d\ude42<|im_end|>"))
            Assert.Equal(SmallTokenizer.Instance.Encode(text), read.Encode(text));
    }

    private static IEnumerable<string> Repeat(string text, int count) => Enumerable.Repeat(text, count);

    private static IEnumerable<string> Pieces(BpeTokenizer tokenizer, string text) => tokenizer.Encode(text).Select(id => tokenizer.Decode([id]));
}
