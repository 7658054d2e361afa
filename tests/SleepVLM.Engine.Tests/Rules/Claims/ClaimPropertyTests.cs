using System.Diagnostics;
using System.Text;
using SleepVLM.Engine.Rules.Claims;

namespace SleepVLM.Engine.Tests.Rules.Claims;

public class ClaimPropertyTests
{
    private static readonly string[] Spaces = ["\n", "  ", "\t", " \n ", "\u00A0", "\r\n", "\u2009"];

    private static IEnumerable<CorpusCase> All => [.. ClaimCorpus.Built, .. ClaimCorpus.HeldOut, .. ClaimCorpus.HeldOutSecond];

    [Fact]
    public void Parse_Corpus_SpansLieWhereTheyShould()
    {
        foreach (var one in All) ClaimSpans.AssertSound(one.Text);
    }

    [Fact]
    public void Parse_SameTextTwice_GivesTheSameClaims()
    {
        foreach (var one in All) Assert.Equal(Notations(one.Text), Notations(one.Text));
    }

    [Fact]
    public void Parse_OtherSpaces_GiveTheSameClaims()
    {
        foreach (var one in All.Where(one => !one.Text.Contains('\n') && !one.Text.Contains(" - ", StringComparison.Ordinal)))
        {
            var random = new Random(one.Line);
            var text = string.Concat(one.Text.Select(c => c == ' ' && random.Next(3) > 0 ? Spaces[random.Next(Spaces.Length)] : c.ToString()));
            Assert.True(Notations(one.Text).SequenceEqual(Notations(text)), $"{one.File}:{one.Line} {text.ReplaceLineEndings("\\n")}\n{string.Join("; ", Notations(text))}");
        }
    }

    [Fact]
    public void Parse_TwoTextsInARow_GiveTheClaimsOfBoth()
    {
        var texts = All.Where(one => one.Text.EndsWith('.') && !one.Text.StartsWith("It ", StringComparison.Ordinal) && !one.Text.Contains('\n')).ToList();
        for (var i = 1; i < texts.Count; i++)
        {
            if (texts[i].Text.Split(' ')[0] is "These" or "This" or "They" or "Its") continue;
            var both = $"{texts[i - 1].Text} {texts[i].Text}";
            Assert.True(Notations(texts[i - 1].Text).Concat(Notations(texts[i].Text)).SequenceEqual(Notations(both)), $"{both}\n{string.Join("; ", Notations(both))}");
        }
    }

    /// <summary>Words of the corpus in any order, with any mark between: never an exception, always sound spans.</summary>
    [Fact]
    public void Parse_WordsInAnyOrder_NeverFails()
    {
        var words = All.SelectMany(one => one.Text.Split(' ', '\n')).Distinct().ToArray();
        string[] marks = [" ", " ", " ", " ", ", ", ". ", "; ", "\n", " - ", "(", ") ", "/", "", "? ", "\uD83D", "\u200B"];
        for (var seed = 0; seed < 5_000; seed++)
        {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (var i = random.Next(60); i > 0; i--) text.Append(words[random.Next(words.Length)]).Append(marks[random.Next(marks.Length)]);
            ClaimSpans.AssertSound(text.ToString());
        }
    }

    [Fact]
    public void Parse_AnyCharacters_NeverFails()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            ClaimSpans.AssertSound(string.Concat(Enumerable.Range(0, random.Next(200)).Select(_ => (char)(random.Next(3) == 0 ? random.Next(0x10000) : random.Next(128)))));
        }
    }

    /// <summary>A megabyte takes about four times as long as a quarter of it (six, to leave room for a busy machine, in the best of three), and seconds at most.</summary>
    [Theory]
    [InlineData("a spindle at 8 s and a K complex at 14 s in C4-M1, ")]
    [InlineData("no ")]
    [InlineData("not ")]
    [InlineData("1/2/3/4/5 s, ")]
    [InlineData("9")]
    [InlineData("x")]
    [InlineData("((((")]
    [InlineData("\n")]
    [InlineData("N2 is not N3 but ")]
    [InlineData("Chin tone is low. ")]
    [InlineData("the first half of the preceding epoch ")]
    public void Parse_AMegabyte_TakesTimeInProportion(string repeated)
    {
        var (quarter, whole) = (Repeat(repeated, 250_000), Repeat(repeated, 1_000_000));
        _ = ClaimParser.Parse(quarter[..10_000]);
        for (var pass = 1; ; pass++)
        {
            var (less, more) = (Time(quarter), Time(whole));
            if (more < TimeSpan.FromSeconds(10) && more < 6 * less + TimeSpan.FromMilliseconds(200)) return;
            Assert.True(pass < 3, $"{less.TotalMilliseconds:F0} ms for a quarter, {more.TotalMilliseconds:F0} ms for the whole");
        }
    }

    private static string Repeat(string text, int length) => new StringBuilder().Insert(0, text, length / text.Length).ToString();

    private static TimeSpan Time(string text)
    {
        var watch = Stopwatch.StartNew();
        _ = ClaimParser.Parse(text);
        return watch.Elapsed;
    }

    private static List<string> Notations(string text) => [.. ClaimParser.Parse(text).Claims.Select(claim => ClaimNotation.Of(claim).ToString())];
}
