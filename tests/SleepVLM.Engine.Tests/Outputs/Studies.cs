using SleepVLM.Contracts;

namespace SleepVLM.Engine.Tests.Outputs;

/// <summary>Studies to write out.</summary>
internal static class Studies
{
    public const string Hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)> \"quoted\", 'single' & `tick` \u2028 \u0000 \ud83d end";

    private static readonly Provenance Provenance =
        new("nano", new string('a', 64), "stage-epoch", new string('b', 64), "sleepvlm/50Hz", new string('c', 64), 7, "sleepvlm 0.1.0", []);

    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public static StudyEpoch Decided(int index, SleepStage stage, string text = "A K complex stands out at 12 s.", RuleReport? report = null, bool truncated = false) => new(
        new StageDecision(new EpochIndex(index), Provenance, new string('e', 64), "raw", stage, new Rationale(text, [new($"{stage}.1")], truncated),
            new Hypnodensity(0.01f, 0.05f, 0.9f, 0.03f, 0.01f)),
        report ?? RuleReport.From([]));

    public static StudyEpoch Gap(int index) => new(
        new Unscored(new EpochIndex(index), Provenance, "", "", UnscoredReason.SignalGap, "Part of the epoch lies in a gap of the recording."), RuleReport.From([]));

    public static RuleReport Contradiction(string explanation = "Slow waves cover 19 % of the epoch, 5.6 of 30 s.") => RuleReport.From(
    [
        new("slow-wave-share", new RuleId("N3.1"), RuleVerdict.Contradicted, CheckStrength.Strong, explanation,
            [new("slow-wave seconds", 5.6, "s", new("F4", "M1")), new("odd", double.NaN, "uV", new("E1", ""), 1.5, 2.25)]),
        new("context", null, RuleVerdict.Supported, CheckStrength.Soft, "Fits its neighbours.", []),
    ]);

    public static Study Of(params StudyEpoch[] epochs) => new(
        new RecordingSummary("0123456789abcdef", "night", new string('d', 64), "EDF+C", new DateTime(2001, 2, 3, 22, 30, 0), TimeSpan.FromSeconds(30 * epochs.Length), ["byte 236: record count -1"]),
        new Montage([new(ChannelRole.F4, new("F4", "M1"), ["EEG F4-M1"], 200, "uV", ChannelOrigin.Recorded, "")], ["no chin EMG"]),
        epochs,
        [new("TST", "total sleep time", 1.5, "min"), new("R latency from sleep onset", "first sleep epoch to the first R epoch", null, "min")],
        index => index.Value % 2 == 0 ? Png : ReadOnlyMemory<byte>.Empty);

    /// <summary>An epoch with everything that a review adds.</summary>
    public static StudyEpoch Reviewed => Decided(0, SleepStage.N2, report: RuleReport.From(
    [
        new("claimed-event", null, RuleVerdict.Contradicted, CheckStrength.Soft, "No K complex there.", []) { Span = new TextSpan(2, 9), OperatingPoint = "within 1.5 s" },
    ])) with
    {
        Review = new EpochReview(
            new EpochIndex(0), 0.4,
            [new(ReviewConcern.Contradiction, 0.25, "No K complex there."), new(ReviewConcern.LowConfidence, 0.2, "Unsure.")],
            [new SecondOpinion("rules", SleepStage.N1, 0.7)]),
        Events = new EpochEvents(
            new EpochIndex(0),
            [new DetectedEvent(SleepEventKind.Spindle, 8, 1.2, ChannelRole.F4, 40, 13.1, new Derivation("F4", "M1"), 0.8, "test")],
            new HashSet<SleepEventKind> { SleepEventKind.Spindle },
            [new SignalQuality(ChannelRole.F4, new Derivation("F4", "M1"), SignalFault.Flat | SignalFault.MainsHum, 21, false)]),
    };

    /// <summary>Four epochs: plain, contradicted, hostile and truncated, unscored.</summary>
    public static Study Small => Of(
        Decided(0, SleepStage.N2), Decided(1, SleepStage.N3, report: Contradiction(Hostile)), Decided(2, SleepStage.W, Hostile, truncated: true), Gap(3));

    public static async Task<byte[]> WriteAsync(IOutputFormat format, Study study)
    {
        using var stream = new MemoryStream();
        await format.WriteAsync(study, stream, CancellationToken.None);
        return stream.ToArray();
    }

    public static async Task<string> WriteTextAsync(IOutputFormat format, Study study) => System.Text.Encoding.UTF8.GetString(await WriteAsync(format, study));
}
