using System.Globalization;
using SleepVLM.Engine.Rules.Mentions;

namespace SleepVLM.Engine.Tests.Rules.Mentions;

public class TimeMentionsTests
{
    [Theory]
    [InlineData("A K complex at 12.5 s.", "at 12.5")]
    [InlineData("A K complex at about 12,5 seconds.", "at 12.5")]
    [InlineData("A K complex at ~12s.", "at 12")]
    [InlineData("A spindle between 3 and 5 s.", "3..5")]
    [InlineData("A spindle between 3 s and 5 s.", "3..5")]
    [InlineData("A K complex, 0-10 s.", "0..10")]
    [InlineData("A K complex at 0–10 s.", "0..10")]
    [InlineData("A spindle from 4 s to 6 s.", "4..6")]
    [InlineData("A spindle from 4 to 6 seconds.", "4..6")]
    [InlineData("Spindles at 3-5 s and 10-12 s.", "3..5 10..12")]
    [InlineData("Blinks at 5/10/15 s.", "at 5 at 10 at 15")]
    [InlineData("Blinks at 8 s, 14 s and 21 s in LOC and ROC.", "at 8 at 14 at 21")]
    [InlineData("Blinks at 8, 14, and 21 s.", "at 8 at 14 at 21")]
    [InlineData("Blinks at 8 s and at 14 s.", "at 8 at 14")]
    [InlineData("A spindle (8.2 s).", "at 8.2")]
    [InlineData("A spindle around 8 s.", "at 8")]
    [InlineData("A spindle near second 12.", "at 12")]
    [InlineData("A spindle in the 12th second.", "at 12")]
    [InlineData("Seconds 5 to 10 show alpha.", "5..10")]
    [InlineData("A spindle at -3 s.", "at -3")]
    [InlineData("Alpha for about 8 s.", "for 8")]
    [InlineData("About 8 s of the epoch.", "for 8")]
    [InlineData("A burst lasting 0.5-2 s.", "for 0.5..2")]
    [InlineData("A burst of 1.5 s at 12 s.", "for 1.5 at 12")]
    [InlineData("A 30-second epoch.", "for 30")]
    [InlineData("More than 6 s.", "for 6")]
    [InlineData("Alpha at 10 Hz with 40 uV for 50 % in epoch 12.", "")]
    [InlineData("At 8 s and 75 uV.", "at 8")]
    [InlineData("8-13 Hz, N3.1, F4-M1, 0.5.", "")]
    [InlineData("", "")]
    public void In_Text_FindsTheTimes(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', TimeMentions.In(Sentence.Split(text)).Select(Show)));

    [Fact]
    public void In_AnyText_EndsSoonAndNeverThrows()
    {
        const string Pieces = "0123456789 .,-–/s%()~uVHzatand\n;'µ";
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var text = new string([.. Enumerable.Range(0, random.Next(400)).Select(_ => Pieces[random.Next(Pieces.Length)])]);
            foreach (var time in TimeMentions.In(Sentence.Split(text)))
                Assert.True(text.Contains(time.Quote, StringComparison.Ordinal), $"seed {seed}: '{time.Quote}'");
        }
    }

    [Theory]
    [InlineData("1 s, ")]
    [InlineData("9")]
    [InlineData("at at ")]
    [InlineData("- - ")]
    [InlineData("low tone alpha 5 % ")]
    public void In_AMegabyteOfText_TakesLittleTime(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 200_000 / piece.Length));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var sentences = Sentence.Split(text);
        _ = TimeMentions.In(sentences).Count;
        _ = ToneMentions.In(sentences).Count();
        _ = ChannelMentions.In(sentences).Count();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), watch.Elapsed.ToString());
    }

    private static string Show(TimeMention time)
    {
        var (from, to) = (time.FromSeconds.ToString(CultureInfo.InvariantCulture), time.ToSeconds.ToString(CultureInfo.InvariantCulture));
        var range = from == to ? from : $"{from}..{to}";
        return time.Kind switch { TimeKind.Instant => $"at {from}", TimeKind.Interval => range, _ => $"for {range}" };
    }
}
