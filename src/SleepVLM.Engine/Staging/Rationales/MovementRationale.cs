using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Why an epoch that a body movement obscures has its stage: MBM.1 wakefulness on both sides or alpha in it, MBM.2 the stage that follows.</summary>
internal static class MovementRationale
{
    /// <summary>Whether the movement decides the stage.</summary>
    public static bool Applies(EpochReading reading) => reading.MajorMovement && Rule(reading) is not null;

    public static void Write(Narrator n)
    {
        n.Draft.Lead(n.Events.Movement());
        var rule = Rule(n.Reading)!;
        if (rule == "MBM.1" && n.Reading.AlphaPercentRounded > 0) n.Draft.Lead(n.Background.AlphaAmount());
        n.Draft.Conclude(rule == "MBM.1" ? Wake(n.Reading, n.Prose) : Following(n.Reading.Stage, n.Prose), [rule]);
        n.Draft.Support(n.Events.Marks, 0.6);
        n.Draft.Support(n.Background.AlphaIfNew, 0.6);
        n.Draft.Support(n.Context.ChinIfNew, 0.6);
        n.Draft.Support(n.Events.Eyes, 0.6);
        n.Draft.Support(n.Context.NotAssessable, 0.6);
        n.Draft.Support(n.Context.Neighbours, 0.6);
        n.Draft.Support(n.Background.Background, 0.6);
    }

    private static string? Rule(EpochReading reading)
    {
        if (reading.Stage == SleepStage.W && (reading.AlphaPercentRounded > 0 || reading is { Previous: SleepStage.W, Next: SleepStage.W }))
            return "MBM.1";
        return reading.Next == reading.Stage ? "MBM.2" : null;
    }

    private static string Wake(EpochReading reading, Prose prose) => reading.AlphaPercentRounded > 0
        ? prose.Pick(["More than half of the epoch is obscured, and with alpha beside the movement it is scored W.", "A major movement with alpha in the same epoch is scored W."])
        : prose.Pick(["More than half of the epoch is obscured, and between two epochs of W it is scored W.", "A major movement with W on both sides is scored W."]);

    private static string Following(SleepStage stage, Prose prose) => prose.Pick([
        $"More than half of the epoch is obscured, so it takes the stage of the following epoch, {stage}.",
        $"With so much obscured it is scored as the epoch that follows, {stage}."]);
}
