using SleepVLM.Contracts;
using SleepVLM.Engine.Rules;

namespace SleepVLM.Engine.Evaluation.CheckerBench;

/// <summary>Measures the checker: right rationales must pass, and each fault made in one must be found.</summary>
/// <remarks>A fault counts as found when the report holds a contradiction that the right rationale's report does not: a strong one for a fault
/// that measurement or logic settles, a strong or soft one for a fault that rests on detected events.</remarks>
internal sealed class CheckerMeter(RuleBook book, int casesPerFaultAndNight)
{
    private const int MissedKept = 10;
    private static readonly FaultKind[] Kinds = Enum.GetValues<FaultKind>();

    private readonly FaultInjector _injector = new(book);
    private readonly Dictionary<FaultKind, Proportion> _found = [];
    private readonly Dictionary<FaultKind, List<MissedFault>> _missed = Kinds.ToDictionary(kind => kind, _ => new List<MissedFault>());
    private readonly Dictionary<string, int> _alarms = [];
    private int _rationales, _judged, _findings;

    /// <summary>Counts a night in; the same night and seed give the same counts.</summary>
    public void Add(BenchNight night, int seed, CancellationToken cancellationToken)
    {
        var untouched = night.Rationales.Select(right => night.Check(right, right.Right)).ToArray();
        foreach (var report in untouched) CountUntouched(report);
        foreach (var kind in Kinds)
        {
            var random = new Random(1009 * seed + (int)kind);
            var order = Enumerable.Range(0, night.Rationales.Count).ToArray();
            random.Shuffle(order);
            var left = casesPerFaultAndNight;
            foreach (var i in order)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (left == 0) break;
                if (_injector.Inject(kind, night.Rationales[i], random) is not { } faulty) continue;
                var found = IsFound(kind, untouched[i], night.Check(night.Rationales[i], faulty));
                _found[kind] = _found.GetValueOrDefault(kind) + new Proportion(found ? 1 : 0, 1);
                if (!found && _missed[kind].Count < MissedKept)
                    _missed[kind].Add(new MissedFault(night.Rationales[i].Evidence.Measured.Index.Number, faulty.Stage, faulty.Rules, faulty.Text));
                left--;
            }
        }
    }

    /// <summary>What was counted so far.</summary>
    public CheckerScore Score(string group) => new(
        group, _rationales, [.. Kinds.Where(_found.ContainsKey).Select(kind => new FaultScore(kind, _found[kind], _missed[kind]))],
        new Proportion(_alarms.Values.Sum(), _judged), new Proportion(_findings - _judged, _findings),
        [.. _alarms.OrderByDescending(alarm => alarm.Value).ThenBy(alarm => alarm.Key, StringComparer.Ordinal).Select(alarm => (alarm.Key, alarm.Value))]);

    private void CountUntouched(RuleReport report)
    {
        _rationales++;
        foreach (var finding in report.Findings)
        {
            if (finding.Strength == CheckStrength.Advisory) continue;
            _findings++;
            if (finding.Verdict != RuleVerdict.NotAssessable) _judged++;
            if (IsAlarm(finding)) _alarms[finding.Check] = _alarms.GetValueOrDefault(finding.Check) + 1;
        }
    }

    private static bool IsFound(FaultKind kind, RuleReport untouched, RuleReport faulty)
    {
        var known = untouched.Findings.Where(IsAlarm).Select(finding => finding.Explanation).ToHashSet();
        return faulty.Findings.Any(finding => IsAlarm(finding) && finding.Strength <= kind.Strength() && !known.Contains(finding.Explanation));
    }

    private static bool IsAlarm(RuleFinding finding) => finding is { Verdict: RuleVerdict.Contradicted, Strength: < CheckStrength.Advisory };
}
