using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Why an epoch is wakefulness: W.1 alpha, W.2 blinks, W.3 rapid eye movements with tone, in this order of weight.</summary>
internal static class WakeRationale
{
    public static void Write(Draft draft, EpochReading reading, CommonStatements common, Prose prose)
    {
        var rules = RulesThatHold(reading);
        LeadWith(rules, draft, reading, common, prose);
        draft.Support(common.ChinIfNew());
        if (rules is [] or ["W.1"]) draft.Support(common.Eyes());
        draft.Support(common.Movement());
        draft.Support(common.SleepMarks());
        draft.Support(common.NotAssessable());
        draft.Support(common.Neighbours());
        if (rules.Count > 0) draft.Conclude(Conclusion(rules[0], prose), [.. rules]);
        else draft.Conclude(WeakConclusion(reading, prose), WeakRule(reading));
    }

    /// <summary>Alpha decides alone; with open eyes blinks and eye movements may come together.</summary>
    private static List<string> RulesThatHold(EpochReading reading)
    {
        if (reading.Alpha is { Value: > 50 }) return ["W.1"];
        List<string> rules = [];
        if (reading.BlinksRecur) rules.Add("W.2");
        if (reading.RapidEyeMovements is { Count: >= 2 } && reading.Chin is ChinTone.Moderate or ChinTone.High) rules.Add("W.3");
        return rules;
    }

    private static void LeadWith(List<string> rules, Draft draft, EpochReading reading, CommonStatements common, Prose prose)
    {
        if (rules.Count == 0 && reading.FastRise is { } rise) draft.Lead(FastActivity(rise, prose));
        if (rules is [] or ["W.1"]) draft.Lead(common.AlphaIfNew() ?? common.Background());
        if (rules.Contains("W.2")) draft.Lead(common.Blinks(reading.Blinks!));
        if (rules.Contains("W.3"))
        {
            draft.Lead(common.RapidEyeMovements(reading.RapidEyeMovements!));
            draft.Lead(common.ChinIfNew()!);
        }

        draft.Support(common.AlphaIfNew());
    }

    private static string Conclusion(string rule, Prose prose) => rule switch
    {
        "W.1" => prose.Pick(
            "Alpha over more than half of the epoch is the sign of wakefulness, so it is scored W.",
            "With alpha for more than half of the epoch it is scored W.",
            "Alpha fills more than half of the epoch, which makes it W."),
        "W.2" => prose.Pick(
            "Blinks that recur over the epoch are the sign of open eyes, so it is scored W.",
            "Recurring blinks belong to wakefulness with open eyes, and it is scored W."),
        _ => prose.Pick(
            "Rapid eye movements with such tone belong to wakefulness, so it is scored W.",
            "With tone kept up, these eye movements point to wakefulness, and it is scored W."),
    };

    private static string FastActivity((int Decibels, string Where) rise, Prose prose) => prose.Pick(
        $"Fast activity of 16-30 Hz in {rise.Where} lies about {Prose.Decibels(rise.Decibels)} above that of deep sleep.",
        $"{rise.Where} holds about {Prose.Decibels(rise.Decibels)} more fast activity (16-30 Hz) than deep sleep.");

    private static string WeakConclusion(EpochReading reading, Prose prose)
    {
        if (reading.FastRise is not null)
            return prose.Pick(
                "So much fast activity points to wakefulness with open eyes, and it is scored W with caution.",
                "It is scored W for its fast activity, with caution as alpha does not fill half of the epoch.");
        if (reading.Previous is SleepStage.W || reading.Next is SleepStage.W)
            return prose.Pick(
                "The signs of wakefulness are weak here, but a neighbouring epoch is W and it is scored W with caution.",
                "The signs of wakefulness are weak; beside an epoch of W it is scored W with caution.");
        return prose.Pick(
            "The signs of wakefulness in this epoch are weak and mixed, so the score W is uncertain.",
            "This is a mixed epoch without clear signs of wakefulness, and it is scored W with caution.");
    }

    /// <summary>Without alpha it can only be wakefulness with open eyes: the rule that comes nearest.</summary>
    private static string WeakRule(EpochReading reading) =>
        !reading.Channels.HasEog || reading.Blinks is not null ? "W.2"
        : reading.Chin is ChinTone.Moderate or ChinTone.High || (reading.Chin is null && reading.RapidEyeMovements is not null) ? "W.3" : "W.2";
}
