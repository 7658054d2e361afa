using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Why an epoch that a body movement obscures has its stage: MBM.1 wakefulness on both sides or alpha in it, MBM.2 the stage that follows.</summary>
internal static class MovementRationale
{
    /// <summary>Whether the movement decides the stage.</summary>
    public static bool Applies(EpochReading reading) => reading.MajorMovement && Rule(reading) is not null;

    public static void Write(Draft draft, EpochReading reading, CommonStatements common, Prose prose)
    {
        draft.Lead(common.Movement()!);
        var rule = Rule(reading)!;
        if (rule == "MBM.1" && reading.AlphaPercentRounded > 0) draft.Lead(common.AlphaAmount());
        else draft.Support(common.AlphaIfNew());
        draft.Support(common.ChinIfNew());
        draft.Support(common.Eyes());
        draft.Support(common.NotAssessable());
        draft.Support(common.Neighbours());
        draft.Support(common.Background());
        draft.Conclude(rule == "MBM.1" ? Wake(reading, prose) : Following(reading.Stage, prose), rule);
    }

    private static string? Rule(EpochReading reading)
    {
        if (reading.Stage == SleepStage.W && (reading.AlphaPercentRounded > 0 || reading is { Previous: SleepStage.W, Next: SleepStage.W }))
            return "MBM.1";
        return reading.Next == reading.Stage ? "MBM.2" : null;
    }

    private static string Wake(EpochReading reading, Prose prose) => reading.AlphaPercentRounded > 0
        ? prose.Pick("More than half of the epoch is obscured, and with alpha beside the movement it is scored W.", "A major movement with alpha in the same epoch is scored W.")
        : prose.Pick("More than half of the epoch is obscured, and between two epochs of W it is scored W.", "A major movement with W on both sides is scored W.");

    private static string Following(SleepStage stage, Prose prose) => prose.Pick(
        $"More than half of the epoch is obscured, so it takes the stage of the following epoch, {stage}.",
        $"With so much obscured it is scored as the epoch that follows, {stage}.");
}
