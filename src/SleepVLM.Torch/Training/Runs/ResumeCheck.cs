using SleepVLM.Contracts;

namespace SleepVLM.Torch.Training;

/// <summary>Refuses to go on with a run under settings that would give other numbers.</summary>
internal static class ResumeCheck
{
    /// <exception cref="SleepVlmException">Names the first setting that differs, with both values.</exception>
    public static void Require(string folder, IReadOnlyDictionary<string, string> begun, IReadOnlyDictionary<string, string> now)
    {
        foreach (var name in begun.Keys.Union(now.Keys))
        {
            var (before, after) = (begun.GetValueOrDefault(name, "nothing"), now.GetValueOrDefault(name, "nothing"));
            if (before != after)
                throw new SleepVlmException($"{folder}: this run was begun with {name} {before} and cannot go on with {after}; give the same, or another --out");
        }
    }
}
