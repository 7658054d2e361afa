using System.Globalization;
using System.Text.RegularExpressions;

namespace SleepVLM.Benchmarks.Serving;

/// <summary>What became of all requests.</summary>
internal sealed partial class Tally
{
    private readonly Lock _gate = new();
    private readonly List<double> _first = [], _whole = [];
    private readonly Dictionary<string, int> _failures = [], _stages = [];
    private long _tokens, _refused;

    public void Answered(TimeSpan first, TimeSpan whole, int tokens, string stage)
    {
        lock (_gate)
        {
            _first.Add(first.TotalSeconds);
            _whole.Add(whole.TotalSeconds);
            _tokens += tokens;
            _stages[stage] = _stages.GetValueOrDefault(stage) + 1;
        }
    }

    public void Refused()
    {
        lock (_gate) _refused++;
    }

    public void Failed(string reason)
    {
        lock (_gate) _failures[reason] = _failures.GetValueOrDefault(reason) + 1;
    }

    public void Print(TimeSpan took, IReadOnlyList<long> memory, string metrics)
    {
        Write($"{_whole.Count} answers in {took.TotalSeconds:F1} s: {_whole.Count / took.TotalSeconds:F2} windows/s, {_tokens / took.TotalSeconds:F0} tokens/s; stages {string.Join(", ", _stages.OrderBy(stage => stage.Key).Select(stage => $"{stage.Key} {stage.Value}"))}");
        Write($"429: {_refused}; other errors: {_failures.Values.Sum()}");
        foreach (var (reason, count) in _failures) Write($"  {count} x {reason}");
        Write($"first token: p50 {Percentile(_first, 50):F2} s, p95 {Percentile(_first, 95):F2} s, most {Percentile(_first, 100):F2} s");
        Write($"whole answer: p50 {Percentile(_whole, 50):F2} s, p95 {Percentile(_whole, 95):F2} s, most {Percentile(_whole, 100):F2} s");
        Write($"resident memory, MB, at tenths of the time: {string.Join(" ", Enumerable.Range(0, 11).Select(tenth => (memory[(memory.Count - 1) * tenth / 10] / 1e6).ToString("F0", CultureInfo.InvariantCulture)))}; most {memory.Max() / 1e6:F0}");
        var heap = GarbageCollected().Matches(metrics).Sum(Value);
        Write($"of that managed, MB: in use {heap / 1e6:F0}, held {Value(Committed().Match(metrics)) / 1e6:F0}; pictures encoded: {Encoded().Match(metrics).Groups[1].Value}");
    }

    private static double Percentile(List<double> values, int percent) =>
        values.Count == 0 ? double.NaN : values.Order().ElementAt((int)Math.Ceiling(percent / 100.0 * values.Count) - 1);

    private static double Value(Match line) => double.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture);

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex(@"(?m)^sleepvlm_serve_pictures_encoded\w*(?:\{[^}]*\})? (\d+)")]
    private static partial Regex Encoded();

    [GeneratedRegex(@"(?m)^dotnet_gc_last_collection_heap_size_bytes\{[^}]*\} (\d+)")]
    private static partial Regex GarbageCollected();

    [GeneratedRegex(@"(?m)^dotnet_gc_last_collection_memory_committed_size_bytes(?:\{[^}]*\})? (\d+)")]
    private static partial Regex Committed();
}
