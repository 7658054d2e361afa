using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.RuleStaging;

/// <summary>The whole night as a lattice of stages: the likeliest course through it, and how likely each stage is in each epoch.</summary>
/// <remarks>
/// The evidence of the epochs, the odds of one stage after another and the rules that need context are added up for every possible course; nothing is
/// decided before the end of the night is known. R has two states, before and after its first epoch with rapid eye movements, so that a stretch of R is
/// joined to definite R (R.1, R.2) in either direction. Viterbi's algorithm gives the course, the forward-backward algorithm the probabilities.
/// </remarks>
internal sealed class StagingLattice
{
    private const int States = 6, RemUnseen = 4, RemSeen = 5;

    /// <summary>What a hard rule costs, nats: no evidence outweighs it, and the night stays scorable where two hard rules collide.</summary>
    private const double Veto = 1000;

    private readonly IReadOnlyList<ScoredEpoch?> _epochs;
    private readonly RuleStagerSettings _settings;
    private readonly double[,] _follow = new double[States, States];
    private readonly double[] _first = new double[States];

    public StagingLattice(IReadOnlyList<ScoredEpoch?> epochs, StageWeights weights, RuleStagerSettings settings)
    {
        (_epochs, _settings) = (epochs, settings);
        for (var from = 0; from < States; from++)
        {
            _first[from] = Math.Log(weights.Shares[Stage(from)]);
            for (var to = 0; to < States; to++) _follow[from, to] = Math.Log(weights.Transitions[Stage(from)][Stage(to)]);
        }
    }

    /// <summary>The likeliest course of the night, one stage per epoch.</summary>
    public SleepStage[] LikeliestCourse()
    {
        var count = _epochs.Count;
        var back = new int[count, States];
        var score = Start();
        for (var t = 1; t < count; t++)
        {
            var next = new double[States];
            for (var to = 0; to < States; to++)
            {
                var best = 0;
                for (var from = 1; from < States; from++)
                    if (score[from] + Step(t, from, to) > score[best] + Step(t, best, to)) best = from;
                (back[t, to], next[to]) = (best, score[best] + Step(t, best, to) + Own(t, to));
            }

            score = next;
        }

        score[RemUnseen] -= _settings.CostOfUnseenRem;
        var course = new SleepStage[count];
        var state = Array.IndexOf(score, score.Max());
        for (var t = count - 1; t >= 0; t--)
        {
            course[t] = (SleepStage)Stage(state);
            state = back[t, state];
        }

        return course;
    }

    /// <summary>Probability of each stage in each epoch over all courses, <c>[epoch][stage]</c>.</summary>
    public double[][] Probabilities()
    {
        var count = _epochs.Count;
        var forward = new double[count][];
        forward[0] = Start();
        for (var t = 1; t < count; t++)
        {
            forward[t] = new double[States];
            for (var to = 0; to < States; to++) forward[t][to] = LogSum(from => forward[t - 1][from] + Step(t, from, to)) + Own(t, to);
        }

        var probabilities = new double[count][];
        var backward = new double[States];
        backward[RemUnseen] = -_settings.CostOfUnseenRem;
        for (var t = count - 1; t >= 0; t--)
        {
            probabilities[t] = Normalized(forward[t], backward);
            if (t == 0) break;
            var (later, here) = (backward, t);
            backward = new double[States];
            for (var from = 0; from < States; from++) backward[from] = LogSum(to => Step(here, from, to) + Own(here, to) + later[to]);
        }

        return probabilities;
    }

    private double[] Start() => [.. Enumerable.Range(0, States).Select(state => _first[state] + Own(0, state) - (Enters(0, state) ? 0 : Veto))];

    /// <summary>What the epoch itself says of a state, with the veto of rule N3.1.</summary>
    private double Own(int t, int state)
    {
        if (_epochs[t] is not { } epoch) return 0;
        var own = epoch.Evidence[Stage(state)];
        if (epoch.SlowWaveSeconds is not { } seconds || epoch.MovementSeconds > _settings.MajorMovementSeconds) return own;
        var over = seconds - _settings.SlowWaveSecondsForN3;
        var against = state == (int)SleepStage.N3 ? over < -_settings.SlowWaveMarginSeconds
            : state != (int)SleepStage.W && over > _settings.SlowWaveMarginSeconds;
        return against ? own - Veto : own;
    }

    /// <summary>What it costs to go from one state to another into an epoch.</summary>
    private double Step(int t, int from, int to)
    {
        var odds = _follow[from, to];
        var (before, after) = (Stage(from), Stage(to));
        if (after == (int)SleepStage.R)
        {
            if (before != after) return odds - (Enters(t, to) ? 0 : Veto);
            return odds - (to == (from == RemSeen || Seen(t) ? RemSeen : RemUnseen) ? 0 : Veto);
        }

        if (from == RemUnseen) odds -= _settings.CostOfUnseenRem;
        if (after != (int)SleepStage.N2 || _epochs[t] is not { } epoch) return odds;
        if (before is not ((int)SleepStage.N2 or (int)SleepStage.N3)) return epoch.MarkSupportsN2 == false ? odds - _settings.CostOfUnmarkedN2 : odds;
        return before == (int)SleepStage.N2 && epoch.ArousalWithoutMark ? odds - _settings.CostOfN2OverArousal : odds;
    }

    /// <summary>Whether a stretch of R may begin in this state.</summary>
    private bool Enters(int t, int state) => Stage(state) != (int)SleepStage.R || state == (Seen(t) ? RemSeen : RemUnseen);

    /// <summary>Definite R; where the eyes cannot be seen nothing is asked of it.</summary>
    private bool Seen(int t) => _epochs[t]?.IsDefiniteRem ?? true;

    private static int Stage(int state) => Math.Min(state, (int)SleepStage.R);

    private static double LogSum(Func<int, double> value)
    {
        Span<double> values = stackalloc double[States];
        var highest = double.NegativeInfinity;
        for (var i = 0; i < States; i++) highest = Math.Max(highest, values[i] = value(i));
        var sum = 0.0;
        foreach (var one in values) sum += Math.Exp(one - highest);
        return highest + Math.Log(sum);
    }

    private static double[] Normalized(double[] forward, double[] backward)
    {
        var all = LogSum(state => forward[state] + backward[state]);
        var stages = new double[StageWeights.StageCount];
        for (var state = 0; state < States; state++) stages[Stage(state)] += Math.Exp(forward[state] + backward[state] - all);
        return stages;
    }
}
