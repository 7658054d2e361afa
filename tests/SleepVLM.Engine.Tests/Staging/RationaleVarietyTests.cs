using System.Globalization;
using System.Text.RegularExpressions;
using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.Staging.Rationales;
using SleepVLM.Engine.Tests.Simulation;
using Xunit.Abstractions;

namespace SleepVLM.Engine.Tests.Staging;

/// <summary>How varied the rationales are that models learn from: skeletons are texts with numbers, channels and stages masked.</summary>
public partial class RationaleVarietyTests(ITestOutputHelper output)
{
    private static readonly Lazy<IReadOnlyList<(SleepStage Stage, string Text)>> Told = new(Compose);

    [GeneratedRegex(@"\d+(\.\d+)?|\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)\b", RegexOptions.IgnoreCase)]
    private static partial Regex NumberPattern { get; }

    [GeneratedRegex(@"# s(, # s)*( and # s)?")]
    private static partial Regex TimesPattern { get; }

    [GeneratedRegex(@"(?<=[a-z0-9#@%]\.) ")]
    private static partial Regex SentenceEnd { get; }

    [GeneratedRegex("rules? out|ruled out|(speaks?|argues?) against|too little for|insufficient for|not reached|not met|unlikely|does not fit|excludes?|falls? short|stay below|under a fifth")]
    private static partial Regex RulingOut { get; }

    /// <summary>Three nights told twice; their true stages and events, as supervision is made of.</summary>
    private static List<(SleepStage, string)> Compose() =>
    [
        .. from seed in Enumerable.Range(1, 3)
           let night = SimulatedNights.OfSeed(seed)
           let filtered = SimulatedNights.Filtered(night)
           let analysis = NightAnalyzer.Analyze(filtered, null, default)
           let truth = new TrueEvidence(night, analysis, ChannelNames.AsDrawn(filtered.Montage))
           from telling in new[] { 1, 2 }
           from epoch in Enumerable.Range(0, filtered.EpochCount)
           where analysis.Epochs[epoch] is not null
           let evidence = truth.Of(epoch)
           select (evidence.Stage, RationaleComposer.Compose(evidence, (ulong)((telling * 10 + seed) * 10_007 + epoch)).Text),
    ];

    private static string Skeleton(string text)
    {
        text = Regex.Replace(text, @"\b(F4|C4|O2)-M1\b|LOC and ROC", "@");
        text = Regex.Replace(text, @"\b(W|N1|N2|N3|R|REM sleep|wakefulness)\b", "%");
        return TimesPattern.Replace(NumberPattern.Replace(text, "#"), "# s");
    }

    /// <summary>Floors below what is measured, so that a phrasing that goes missing is noticed.</summary>
    [Fact]
    public void Compose_OfNights_IsNoTemplate()
    {
        Assert.True(Told.Value.Count > 5_000, $"only {Told.Value.Count} rationales");
        output.WriteLine("stage  rationales  skeletons  commonest  sentence skeletons  commonest sentence  other stage ruled out  words");
        foreach (var stage in Told.Value.GroupBy(told => told.Stage).OrderBy(group => group.Key))
        {
            var texts = stage.Select(told => Skeleton(told.Text)).ToList();
            var whole = texts.GroupBy(text => text).Select(group => group.Count()).ToList();
            var sentences = texts.SelectMany(text => SentenceEnd.Split(text)).GroupBy(sentence => sentence).Select(group => group.Count()).ToList();
            var words = texts.SelectMany(text => text.Split(' ')).Distinct().Count();
            double Percent(int count) => 100.0 * count / texts.Count;
            var ruledOut = Percent(stage.Count(told => RulingOut.IsMatch(told.Text)));
            var line = string.Create(CultureInfo.InvariantCulture,
                $"{stage.Key,-5}  {texts.Count,10}  {whole.Count,9}  {Percent(whole.Max()),7:0.0} %  {sentences.Count,18}  {Percent(sentences.Max()),16:0.0} %  {ruledOut,19:0.0} %  {words,5}");
            output.WriteLine(line);
            Assert.True(Percent(whole.Count) >= 95, $"copies of one another: {line}");
            Assert.True(sentences.Count >= 150, $"too few sentences: {line}");
            Assert.True(Percent(sentences.Max()) <= 30, $"one sentence too often: {line}");
            Assert.True(ruledOut >= 65, $"the nearest other stage is ruled out too rarely: {line}");
            Assert.True(words <= 300, $"too many words for a small vocabulary: {line}");
        }
    }
}
