using System.Security.Cryptography;
using System.Text.Json;
using SleepVLM.Contracts;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Rules.Loading;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Rules;

public class RuleBookTests
{
    private static readonly string BookPath = Path.Combine(Repository.Root, "rules", "rulebook.yaml");
    private static readonly RuleBook Book = RuleBook.Load(BookPath);

    [Fact]
    public void Load_OurBook_HasTheFifteenRulesInOrder() => Assert.Equal(
        ["W.1", "W.2", "W.3", "N1.1", "N1.2", "N2.1", "N2.2", "N2.3", "N2.4", "N3.1", "R.1", "R.2", "R.3", "MBM.1", "MBM.2"],
        Book.Ids.Select(id => id.Value));

    [Fact]
    public void Load_OurBook_StatesTheFiguresOfTheRules()
    {
        Assert.Equal(6, Book.Thresholds.SlowWaveSeconds, 9);
        Assert.Equal(75, Book.Thresholds.SlowWaveMicrovolts);
        Assert.Equal(50, Book.Thresholds.AlphaPercent);
        Assert.Equal(15, Book.Thresholds.MovementSeconds, 9);
        Assert.Equal("uV", Book.Thresholds["slow-wave-amplitude"].Unit);
        Assert.Equal(RuleThresholds.Units.Count, Book.Thresholds.All.Count());
    }

    [Theory]
    [InlineData("N3.1", "N3")]
    [InlineData("R.3", "W,N1,N2,N3")]
    [InlineData("MBM.2", "W,N1,N2,N3,R")]
    [InlineData("N9.9", "")]
    [InlineData("n3.1", "")]
    public void StagesOf_ThisRule_AreThose(string id, string stages) =>
        Assert.Equal(stages, string.Join(",", Book.StagesOf(new RuleId(id))));

    [Fact]
    public void Find_Context_SaysWhatNeighboursAreNeeded()
    {
        var r2 = Book.Find(new RuleId("R.2"))!.Context!;
        Assert.Equal((ContextMatch.Any, false, false), (r2.Match, r2.NextIsSame, r2.UnlessAlpha));
        Assert.Equal([SleepStage.R], r2.Previous);
        Assert.True(Book.Find(new RuleId("MBM.2"))!.Context!.NextIsSame);
        Assert.True(Book.Find(new RuleId("MBM.1"))!.Context is { Match: ContextMatch.All, UnlessAlpha: true });
        Assert.Null(Book.Find(new RuleId("N3.1"))!.Context);
    }

    [Fact]
    public void Sha256_IsThatOfTheFile() => Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(BookPath))), Book.Sha256);

    [Fact]
    public void LoadDefault_FromTheTests_FindsTheBookOfTheCheckout() => Assert.Equal(Book.Sha256, RuleBook.LoadDefault().Sha256);

    [Fact]
    public void ToPromptText_HoldsEveryRuleOnceAndItsContext()
    {
        var text = Book.ToPromptText();
        foreach (var rule in Book.Rules)
        {
            Assert.Single(text.Split('\n'), line => line.StartsWith($"- {rule.Id} (", StringComparison.Ordinal));
            Assert.Contains(rule.Text, text);
        }

        Assert.Contains("Needs: the epoch before is R or the epoch after is R.", text);
        Assert.Contains("Needs: the epoch before is W and the epoch after is W, or alpha.", text);
        Assert.Contains("sleep spindle: ", text);
        Assert.Equal(text, RuleBook.Load(BookPath).ToPromptText());
    }

    [Fact]
    public void Schema_NamesTheKeysTheLoaderKnows()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "rules", "rulebook.schema.json")));
        var (root, defs) = (schema.RootElement, schema.RootElement.GetProperty("$defs"));
        Assert.Equal(RuleBookReader.TopKeys, Keys(root));
        Assert.Equal(RuleBookReader.RuleKeys, Keys(defs.GetProperty("rule")));
        Assert.Equal(RuleBookReader.ContextKeys, Keys(defs.GetProperty("context")));
        var thresholds = root.GetProperty("properties").GetProperty("thresholds");
        Assert.Equal(RuleThresholds.Units.Keys, Keys(thresholds));
        Assert.Equal(RuleThresholds.Units.Keys, thresholds.GetProperty("required").EnumerateArray().Select(key => key.GetString()!));

        static IEnumerable<string> Keys(JsonElement type) => type.GetProperty("properties").EnumerateObject().Select(property => property.Name);
    }
}
