using System.Diagnostics;
using System.Text.RegularExpressions;
using SleepVLM.Contracts;
using SleepVLM.Engine.Staging.Rationales;

namespace SleepVLM.Engine.Tests.Staging;

public partial class RationaleComposerTests
{
    private static readonly Dictionary<SleepStage, string[]> RulesOfStage = new()
    {
        [SleepStage.W] = ["W.1", "W.2", "W.3", "N2.4", "R.3", "MBM.1", "MBM.2"],
        [SleepStage.N1] = ["N1.1", "N1.2", "N2.4", "R.3", "MBM.2"],
        [SleepStage.N2] = ["N2.1", "N2.2", "N2.3", "R.3", "MBM.2"],
        [SleepStage.N3] = ["N3.1", "N2.4", "R.3", "MBM.2"],
        [SleepStage.R] = ["R.1", "R.2", "N2.4", "MBM.2"],
    };

    private static readonly string[] NamesOfRoles = ["F4", "C4", "O2", "LOC", "ROC", "chin"];

    [GeneratedRegex(@"(?<![\d.])(\d+) s\b")]
    private static partial Regex SecondsPattern { get; }

    [GeneratedRegex("(?i)eyes are still|no eye movements|eye movements are absent")]
    private static partial Regex EyesStillPattern { get; }

    [GeneratedRegex(@"^[A-Z]([^.{}]|\.(?=\d))*\.$")]
    private static partial Regex SentencePattern { get; }

    [Theory]
    [InlineData(EventDetail.Figures)]
    [InlineData(EventDetail.Presence)]
    public void Compose_AnyEvidence_IsWellFormed(EventDetail detail)
    {
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var montage = RandomEvidence.AnyMontage(random);
            var evidence = RandomEvidence.Any(random, montage);
            var (text, rules) = RationaleComposer.Compose(evidence, (ulong)seed, detail);
            var about = $"seed {seed}: {evidence.Stage} [{string.Join(", ", rules)}] {text}";

            Assert.True(rules.Count is >= 1 and <= 3 || (rules.Count == 0 && Regex.IsMatch(text, "caution|uncertain|borders")), about);
            Assert.True(rules.Distinct().Count() == rules.Count, about);
            Assert.True(rules.All(rule => RulesOfStage[evidence.Stage].Contains(rule.Value)), about);
            Assert.True(SecondsPattern.Matches(text).All(m => int.Parse(m.Groups[1].Value) is >= 0 and <= 30), about);
            foreach (var role in Enum.GetValues<ChannelRole>())
                Assert.True(montage.RowOf(role) >= 0 || !text.Contains(NamesOfRoles[(int)role]), about);
            Assert.True(Words(text) is >= 25 and <= 100, $"{Words(text)} words, {about}");
            var sentences = Regex.Split(Regex.Replace(text, @"([WNR]\d?)\.(?=\d)", "$1"), @"(?<=\.) ");
            Assert.True(sentences.All(s => SentencePattern.IsMatch(s)), about);
            Assert.True(sentences.Length is >= 2 and <= 8, about);
            Assert.True(sentences.Distinct().Count() == sentences.Length, about);
        }
    }

    [Fact]
    public void Compose_EventsByPresence_HasTheSameRulesWithoutTimesSizesAndWhatOneSmallWaveTurns()
    {
        var withFigures = new List<string>();
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            var evidence = RandomEvidence.Any(random, RandomEvidence.AnyMontage(random));
            var (figures, presence) = (RationaleComposer.Compose(evidence, (ulong)seed), RationaleComposer.Compose(evidence, (ulong)seed, EventDetail.Presence));
            Assert.Equal(figures.Rules, presence.Rules);
            Assert.DoesNotMatch(@" at \d+ s|lasting|largest of|\d Hz (sleep|K|slow|rapid|eye|vertex)|among them", presence.Text);
            Assert.DoesNotMatch("ertex wave", presence.Text);
            Assert.DoesNotMatch(EyesStillPattern, presence.Text);
            withFigures.Add(figures.Text);
        }

        Assert.Contains(withFigures, text => text.Contains("ertex wave", StringComparison.Ordinal));
        Assert.Contains(withFigures, text => EyesStillPattern.IsMatch(text));
    }

    [Fact]
    public void Compose_SameSeed_GivesTheSameText_OthersVary()
    {
        var random = new Random(1);
        var evidence = RandomEvidence.Any(random, RandomEvidence.Montage(Enum.GetValues<ChannelRole>())) with { Stage = SleepStage.N2 };
        Assert.Equal(RationaleComposer.Compose(evidence, 7).Text, RationaleComposer.Compose(evidence, 7).Text);
        Assert.True(Enumerable.Range(0, 50).Select(seed => RationaleComposer.Compose(evidence, (ulong)seed).Text).Distinct().Count() > 10);
    }

    /// <summary>The best of many short passes: the machine may be busy with other things.</summary>
    [Fact]
    public void Compose_AtLeast10000PerSecond()
    {
        var evidence = Enumerable.Range(0, 400).Select(seed => RandomEvidence.Any(new Random(seed), RandomEvidence.AnyMontage(new Random(seed)))).ToList();
        var best = TimeSpan.MaxValue;
        for (var pass = 0; pass < 100; pass++)
        {
            var watch = Stopwatch.StartNew();
            foreach (var one in evidence) RationaleComposer.Compose(one, (ulong)pass);
            if (watch.Elapsed < best) best = watch.Elapsed;
        }

        Assert.True(evidence.Count / best.TotalSeconds >= 10_000, $"{evidence.Count / best.TotalSeconds:F0} rationales/s");
    }

    private static int Words(string text) => text.Split(' ').Length;
}
