namespace SleepVLM.Engine.Recordings;

/// <summary>Collects warnings; one of a kind per field is kept and the others are counted, so that a hostile file cannot fill memory.</summary>
internal sealed class WarningLog
{
    private readonly Dictionary<(string Field, string Kind), RecordingWarning> _first = [];
    private readonly List<(string Field, string Kind)> _order = [];

    /// <param name="byteOffset">Where, bytes from the start of the file.</param>
    /// <param name="field">The field.</param>
    /// <param name="kind">What is wrong; the same for every warning of the kind.</param>
    /// <param name="detail">What is particular to this one.</param>
    public void Add(long byteOffset, string field, string kind, string detail = "")
    {
        lock (_first)
        {
            if (_first.TryGetValue((field, kind), out var earlier))
            {
                _first[(field, kind)] = earlier with { Count = earlier.Count + 1 };
                return;
            }

            _first.Add((field, kind), new RecordingWarning(byteOffset, field, detail.Length == 0 ? kind : $"{kind} {detail}", 1));
            _order.Add((field, kind));
        }
    }

    public IReadOnlyList<RecordingWarning> Snapshot()
    {
        lock (_first) return [.. _order.Select(key => _first[key])];
    }
}
