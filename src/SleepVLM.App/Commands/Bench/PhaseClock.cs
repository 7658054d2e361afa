using System.Collections.Concurrent;
using System.Diagnostics;
using SleepVLM.Contracts;

namespace SleepVLM.App.Commands.Bench;

/// <summary>Adds up the spans of <see cref="StagingPhases"/> while it lives.</summary>
internal sealed class PhaseClock : IDisposable
{
    private readonly ConcurrentDictionary<string, (TimeSpan Time, int Count)> _phases = new();
    private readonly ActivityListener _listener;

    public PhaseClock()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == StagingPhases.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
            ActivityStopped = span => _phases.AddOrUpdate(span.OperationName, (span.Duration, 1), (_, before) => (before.Time + span.Duration, before.Count + 1)),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Wall time and number of spans of a phase so far.</summary>
    public (TimeSpan Time, int Count) Of(string phase) => _phases.GetValueOrDefault(phase);

    public void Dispose() => _listener.Dispose();
}
