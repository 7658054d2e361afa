using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Joint;
using SleepVLM.Engine.Detection.Muscle;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Eyes;

/// <summary>Rapid eye movements (AASM manual: conjugate, sharply peaked, first flank below 0.5 s).</summary>
/// <remarks>
/// A step of (LOC - ROC) / 2 within 0.2 s, below 5 Hz at least 20 uV and 4 times the usual step of the minute around, in opposite directions in both
/// channels, neither below 0.3 of the other, with 0.4 of the change of the second around, and not frontal (there it would be a blink). The eyes' way back, a step the other way within 0.8 s, belongs to the movement. YASA's
/// product of the channels above 50² uV² (Vallat and Walker 2021) finds the large ones of these only.
/// </remarks>
internal sealed class RapidEyeMovements
{
    private const double HighHz = 5, StepSeconds = 0.2, LeastMicrovolts = 20, OverUsual = 4, LeastShareOfOther = 0.3, MostFrontalShare = 0.35, LeastShareOfSecond = 0.4;
    private const double ReturnSeconds = 0.8, MostReturn = 1.5, ReturnedShare = 0.45, LongestSeconds = 1.1;

    private static readonly string OperatingPoint = FormattableString.Invariant(
        $"REM: (LOC-ROC)/2 below {HighHz} Hz steps {LeastMicrovolts} uV and {OverUsual} times the usual in {StepSeconds} s, opposite in both, frontal below {MostFrontalShare}");

    private readonly EyePair _eyes;
    private readonly float[] _left, _right, _apart;
    private readonly float[]? _frontal;
    private List<(Stretch Where, DetectedEvent Event)> _movements;

    private RapidEyeMovements(EyePair eyes, ChannelSignal? frontal, BodyMovements? movements)
    {
        _eyes = eyes;
        (_left, _right, _frontal) = (Band(eyes.Left), Band(eyes.Right), frontal is null ? null : Band(frontal));
        _apart = new float[_left.Length];
        for (var i = 0; i < _apart.Length; i++) _apart[i] = (_left[i] - _right[i]) / 2;
        _movements = [.. Find(movements).Select(found => Describe(found.Where, Score.Over(found.Where.Size, found.Threshold), OperatingPoint))];
        (Covered, Events) = Summary();
    }

    /// <summary>Takes in movements that the derivations show together; where they overlap those told by their step, they tell better where one ends.</summary>
    public void Include(IReadOnlyList<EvidencePeak> joint)
    {
        List<(Stretch Where, DetectedEvent Event)> all = [.. joint.Select(peak =>
        {
            int from = (int)(peak.OnsetSeconds * _eyes.RateHz), to = Math.Min(_apart.Length, (int)(peak.EndSeconds * _eyes.RateHz));
            return Describe(new Stretch(from, to, EyePair.Range(_apart.AsSpan(from..to))), JointEyeMovements.ScoreOf(peak), JointEyeMovements.OperatingPoint);
        })];
        var taken = new Stretches([.. all.Select(movement => movement.Where)], _apart.Length);
        _movements = [.. all, .. _movements.Where(own => taken.Covered(own.Where.Start, own.Where.End) == 0)];
        (Covered, Events) = Summary();
    }

    public IReadOnlyList<DetectedEvent> Events { get; private set; }

    /// <summary>The same, for asking how much of a stretch they cover; <see cref="Stretch.Size"/> is the step of (LOC - ROC) / 2, microvolts.</summary>
    public Stretches Covered { get; private set; }

    /// <summary>Looks at the whole night.</summary>
    /// <param name="eyes">Both EOG channels.</param>
    /// <param name="frontal">Tells blinks; may be null.</param>
    /// <param name="movements">In which nothing is looked for; may be null.</param>
    public static RapidEyeMovements Of(EyePair eyes, ChannelSignal? frontal, BodyMovements? movements) => new(eyes, frontal, movements);

    private (Stretches, IReadOnlyList<DetectedEvent>) Summary() =>
        (new Stretches([.. _movements.Select(movement => movement.Where)], _apart.Length), [.. _movements.Select(movement => movement.Event)]);

    private (Stretch Where, DetectedEvent Event) Describe(Stretch where, double score, string operatingPoint) =>
        (where, _eyes.Event(SleepEventKind.RapidEyeMovement, where.Start, where.End, _left, _right, 0, score, operatingPoint));

    private static float[] Band(ChannelSignal channel) => channel.Filtered(Sections.LowPass(2, HighHz, channel.RateHz));

    private List<(Stretch Where, double Threshold)> Find(BodyMovements? movements)
    {
        var rateHz = _eyes.RateHz;
        var half = (int)(StepSeconds / 2 * rateHz);
        var usual = UsualStep.Of(_apart, rateHz, half);
        var found = new List<(Stretch Where, double Threshold)>();
        double last = 0;
        for (var i = half; i < _apart.Length - half; i++)
        {
            var threshold = Math.Max(LeastMicrovolts, OverUsual * usual[i / rateHz]);
            if (Math.Abs(Step(_apart, i, half)) < threshold) continue;
            i = Steepest(i, half, threshold);
            var step = Step(_apart, i, half);
            if (!_eyes.IsUsable(i / rateHz) || (movements?.IsNear(i / rateHz) ?? false) || !IsSharp(i, step) || !IsOfTheEyes(i, half)) i += half / 2;
            else if (found.Count > 0 && last * step < 0 && i - half - found[^1].Where.Start <= ReturnSeconds * rateHz && Math.Abs(step) <= MostReturn * Math.Abs(last))
            {
                found[^1] = found[^1] with { Where = found[^1].Where with { End = Math.Max(found[^1].Where.End, i + half) } };
                i += half;
            }
            else
            {
                var end = Returned(i, half, step);
                found.Add((new Stretch(i - half, end, (float)Math.Abs(step)), threshold));
                (last, i) = (step, Math.Max(i, end - 1));
            }
        }

        return found;
    }

    private static float Step(float[] trace, int at, int half) => trace[at + half] - trace[at - half];

    private int Steepest(int from, int half, double threshold)
    {
        var steepest = from;
        for (var i = from; i < Math.Min(_apart.Length - half, from + 3 * half) && Math.Abs(Step(_apart, i, half)) >= threshold; i++)
            if (Math.Abs(Step(_apart, i, half)) > Math.Abs(Step(_apart, steepest, half))) steepest = i;
        return steepest;
    }

    /// <summary>Whether most of what changes within a second changes in the step: slow eye movements roll on.</summary>
    private bool IsSharp(int at, double step)
    {
        var reach = _eyes.RateHz / 2;
        int before = Math.Max(0, at - reach), after = Math.Min(_apart.Length - 1, at + reach);
        return Math.Abs(step) >= LeastShareOfSecond * Math.Abs(_apart[after] - _apart[before]);
    }

    private bool IsOfTheEyes(int at, int half)
    {
        double left = Step(_left, at, half), right = Step(_right, at, half), larger = Math.Max(Math.Abs(left), Math.Abs(right));
        return left * right < 0 && Math.Min(Math.Abs(left), Math.Abs(right)) >= LeastShareOfOther * larger
            && (_frontal is null || Math.Abs(Step(_frontal, at, half)) <= MostFrontalShare * larger);
    }

    /// <summary>Where the eyes are back, but for a rest.</summary>
    private int Returned(int at, int half, double step)
    {
        var (end, last) = (at + half, Math.Min(_apart.Length - 1, at - half + (int)(LongestSeconds * _eyes.RateHz)));
        while (end < last && (_apart[end] - _apart[at - half]) * Math.Sign(step) > ReturnedShare * Math.Abs(step)) end++;
        return end;
    }
}
