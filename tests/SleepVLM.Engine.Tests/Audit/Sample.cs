using SleepVLM.Contracts;
using SleepVLM.Engine.Audit;

namespace SleepVLM.Engine.Tests.Audit;

/// <summary>A run with everything in it that must survive the way to disk and back.</summary>
internal static class Sample
{
    public static readonly Provenance Provenance =
        new("nano", new string('a', 64), "stage-epoch", new string('b', 64), "sleepvlm/50Hz", new string('c', 64), 7, "sleepvlm 0.1.0", ["previous epoch repeated"]);

    public static readonly Montage Montage = new(
        [
            new(ChannelRole.F4, new("F4", "M1"), ["EEG F4-M1"], 200, "uV", ChannelOrigin.Recorded, ""),
            new(ChannelRole.Chin, new("1", "2"), ["1-2"], 200.5, "µV", ChannelOrigin.Mapped, "named by the user"),
        ],
        ["no occipital derivation"]);

    public static RunHeader Header(ulong seed = 7) => new(
        new RecordingFingerprint(new string('d', 64), "EDF+C", 90.5), Montage,
        new ModelIdentity("nano", new string('a', 64), "stage-epoch", new string('b', 64), 8_600_000),
        new string('c', 64), "sleepvlm/50Hz", RationaleDetail.Full, 256, seed, "sleepvlm 0.1.0");

    public static StageDecision Decision(int index, SleepStage stage = SleepStage.N2) => new(
        new EpochIndex(index), Provenance, new string('e', 64), $$"""{"sleep_stage":"{{stage}}"}""", stage,
        new Rationale($"K complex at 12 s, \"spindle\" <b>µ</b> – epoch {index}", [new("N2.1"), new("N2.2")], Truncated: index % 2 == 1),
        new Hypnodensity(0.01f, 0.05f, 0.9f, 0.03f, 0.01f));

    public static Unscored Unscored(int index) => new(
        new EpochIndex(index), Provenance, "", "", UnscoredReason.SignalGap, "Part of the epoch lies in a gap.");

    public static RuleReport Report => RuleReport.From(
    [
        new("slow-wave-share", new RuleId("N3.1"), RuleVerdict.Contradicted, CheckStrength.Strong, "5.6 s of 30 s are slow waves.",
            [new Measurement("slow-wave seconds", 5.6, "s", new("F4", "M1")), new Measurement("odd", double.NaN, "uV", new("E1", ""), 1.5, 2.25)]),
        new("context", null, RuleVerdict.Supported, CheckStrength.Advisory, "Fits.", []),
    ]);

    public static readonly RuleReport NoReport = RuleReport.From([]);

    /// <summary>A complete ledger: header, <paramref name="epochs"/> epochs, end.</summary>
    public static void Write(string path, int epochs)
    {
        using var ledger = AuditLedger.Open(path);
        var run = ledger.Begin(Header());
        run.Append([.. Enumerable.Range(0, epochs).Select(i => i % 5 == 4 ? new StudyEpoch(Unscored(i), NoReport) : new StudyEpoch(Decision(i), Report))]);
        run.Complete();
    }
}
