using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Mentions;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Are the figures stated in the text possible at all, such as a spindle of 4 Hz or 5000 uV? Speaks only where they are not.</summary>
public sealed class PhysiologyCheck : IRuleCheck
{
    /// <inheritdoc/>
    public string Id => "physiology";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        foreach (var group in context.Sentences().SelectMany(NumberGroup.In))
        {
            var term = StatedTerms.Nearest(group);
            if (Limits(group.Unit, term) is not { } limits) continue;
            foreach (var number in group.Numbers.Where(number => number.Value < limits.Low || number.Value > limits.High).Take(1))
            {
                var what = limits.OfTerm ? Name(term) : "what a sleep recording shows";
                yield return this.Find(RuleVerdict.Contradicted, CheckStrength.Strong, null,
                    $"The text states '{group.Quote}', but {what} lies between {limits.Low} and {limits.High} {group.Unit}.");
            }
        }
    }

    /// <summary>What is possible for a unit, narrower where it is said of something; a little wider than any definition.</summary>
    private static (double Low, double High, bool OfTerm)? Limits(string unit, StatedTerm term) => (unit, term) switch
    {
        ("Hz", StatedTerm.Alpha) => (6, 14, true),
        ("Hz", StatedTerm.Theta) => (3, 9, true),
        ("Hz", StatedTerm.Delta or StatedTerm.SlowWave) => (0.1, 5, true),
        ("Hz", StatedTerm.Spindle) => (9, 17, true),
        ("Hz", StatedTerm.Sawtooth) => (1, 7, true),
        ("Hz", _) => (0, 100, false),
        ("uV", StatedTerm.Spindle) => (1, 250, true),
        ("uV", StatedTerm.Alpha) => (1, 300, true),
        ("uV", _) => (0, 1000, false),
        ("mV", _) => (0, 1, false),
        ("%", _) => (0, 100, false),
        _ => null,
    };

    private static string Name(StatedTerm term) => term switch
    {
        StatedTerm.Alpha => "alpha",
        StatedTerm.Theta => "theta",
        StatedTerm.Delta => "delta",
        StatedTerm.SlowWave => "a slow wave",
        StatedTerm.Spindle => "a spindle",
        _ => "a sawtooth wave",
    };
}
