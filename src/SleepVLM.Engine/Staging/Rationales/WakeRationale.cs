using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Why an epoch is wakefulness: W.1 alpha, W.2 blinks, W.3 rapid eye movements with tone, in this order of weight.</summary>
internal static class WakeRationale
{
    public static void Write(Narrator n)
    {
        var rules = RulesThatHold(n.Reading);
        LeadWith(rules, n);
        if (rules.Count > 0) n.Draft.Conclude(Conclusion(rules[0], n.Prose), rules);
        else n.Draft.Conclude(WeakConclusion(n.Reading, n.Prose), WeakRules(n.Reading));
        EndOfStage.Tell(n);
        n.Draft.Support(n.Context.ChinIfNew, 0.8);
        // Where a rule of wakefulness holds, what looks like a spindle or K complex decides nothing and is not told.
        if (rules.Count == 0) n.Draft.Support(n.Events.Marks, 0.7);
        n.AddSurroundings();
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

    private static void LeadWith(List<string> rules, Narrator n)
    {
        if (rules.Count == 0) n.Draft.Lead(n.Background.FastActivity());
        if (rules is [] or ["W.1"]) n.Draft.Lead(n.Background.AlphaIfNew() ?? n.Background.Background());
        if (rules.Contains("W.2")) n.Draft.Lead(n.Events.Blinks(n.Reading.Blinks!));
        if (!rules.Contains("W.3")) return;
        n.Draft.Lead(n.Events.RapidEyeMovements());
        n.Draft.Lead(n.Context.ChinIfNew());
    }

    private static string Conclusion(string rule, Prose prose) => rule switch
    {
        "W.1" => prose.Pick([
            "Alpha over more than half of the epoch is the sign of wakefulness, so it is scored W.",
            "With alpha for more than half of the epoch it is scored W.",
            "Alpha makes up more than half of the epoch, so it is scored W.",
            "Alpha fills more than half of the epoch, which makes it W."]),
        "W.2" => prose.Pick([
            "Blinks that recur over the epoch are the sign of open eyes, so it is scored W.",
            "With blinks that recur over the epoch it is scored W.",
            "Recurring blinks belong to wakefulness with open eyes, and it is scored W."]),
        _ => prose.Pick([
            "Rapid eye movements with such tone belong to wakefulness, so it is scored W.",
            "With such tone these eye movements point to wakefulness, and it is scored W."]),
    };

    private static string WeakConclusion(EpochReading reading, Prose prose)
    {
        if (reading.FastRise is not null)
            return prose.Pick([
                "So much fast activity points to wakefulness with open eyes, and it is scored W with caution.",
                "It is scored W for its fast activity, with caution as alpha does not fill half of the epoch.",
                "The fast activity decides for W, with caution as alpha is short of half of the epoch.",
                "Fast activity of this kind is found with open eyes, and it is scored W with caution."]);
        if (reading.Previous is SleepStage.W || reading.Next is SleepStage.W)
            return prose.Pick([
                "The signs of wakefulness are weak here, but a neighbouring epoch is W and it is scored W with caution.",
                "The signs of wakefulness are weak; beside an epoch of W it is scored W with caution."]);
        return prose.Pick([
            "The signs of wakefulness in this epoch are weak and mixed, so the score W is uncertain.",
            "This is a mixed epoch without clear signs of wakefulness, and it is scored W with caution."]);
    }

    /// <summary>Without alpha it can only be wakefulness with open eyes: no rule is met where the eyes were looked at and do not show it.</summary>
    private static IReadOnlyList<string> WeakRules(EpochReading reading) => reading.EyesKnown ? [] : ["W.2"];
}
