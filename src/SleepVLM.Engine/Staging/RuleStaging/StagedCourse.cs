using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.RuleStaging;

/// <summary>A staged night before it is explained.</summary>
/// <param name="Stages">One per epoch, null where there is nothing to stage.</param>
/// <param name="Probabilities">Probability of each stage, <c>[epoch][stage]</c>.</param>
/// <param name="DefiniteRem">Whether each epoch shows rapid eye movements over tone that is not high; null where eye movements are not assessable.</param>
internal sealed record StagedCourse(IReadOnlyList<SleepStage?> Stages, double[][] Probabilities, IReadOnlyList<bool?> DefiniteRem)
{
    /// <summary>The likeliest of the stages that were not decided on.</summary>
    public SleepStage RunnerUp(int epoch) =>
        Enum.GetValues<SleepStage>().Where(stage => stage != Stages[epoch]).MaxBy(stage => Probabilities[epoch][(int)stage]);

    /// <summary>Whether the stretch of R around an epoch holds definite R; null where an epoch of it cannot tell and no other does.</summary>
    public bool? JoinsDefiniteRem(int epoch)
    {
        var (from, to) = (epoch, epoch);
        while (from > 0 && Stages[from - 1] == SleepStage.R) from--;
        while (to + 1 < Stages.Count && Stages[to + 1] == SleepStage.R) to++;
        var stretch = Enumerable.Range(from, to - from + 1).Select(i => DefiniteRem[i]).ToList();
        return stretch.Contains(true) ? true : stretch.Contains(null) ? null : false;
    }
}
