namespace SleepVLM.Engine.Evaluation.Scorers;

/// <summary>Agreement of several scorers beyond chance (Fleiss 1971).</summary>
public static class FleissKappa
{
    /// <summary>Over the epochs that every scorer gives a stage; null where chance alone explains everything, or there are fewer than two scorers.</summary>
    public static double? Of(ScorerPanel panel)
    {
        var scorers = panel.Scorings.Count;
        if (scorers < 2) return null;
        var columns = panel.Scorings.Select(one => one.Hypnogram.ToStages()).ToList();
        var (epochs, agreement, votes) = (0, 0.0, new double[ConfusionMatrix.Stages.Count]);
        for (var epoch = 0; epoch < columns.Min(column => column.Count); epoch++)
        {
            var counts = new int[votes.Length];
            if (columns.Any(column => column[epoch] is null)) continue;
            foreach (var column in columns) counts[(int)column[epoch]!.Value]++;
            for (var stage = 0; stage < votes.Length; stage++) votes[stage] += counts[stage];
            agreement += counts.Sum(count => (double)count * (count - 1)) / (scorers * (scorers - 1));
            epochs++;
        }

        if (epochs == 0) return null;
        var chance = votes.Sum(count => Math.Pow(count / ((double)epochs * scorers), 2));
        return chance < 1 ? (agreement / epochs - chance) / (1 - chance) : null;
    }
}
