using System.Diagnostics;
using SleepVLM.Contracts;
using SleepVLM.Engine;
using SleepVLM.Engine.Evaluation.Judging;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>One bar over all stagings of an evaluation, and the time each takes.</summary>
/// <param name="bar">Where it is shown.</param>
/// <param name="stagings">Stagings in all.</param>
internal sealed class EvaluationProgress(ConsoleProgress bar, int stagings) : IStagingProgress
{
    // Of a staging's part of the bar: reading is shared by the models of a night, staging is most of the work.
    private const double ReadingShare = 0.2;
    private readonly Stopwatch _clock = new();
    private int _done, _before, _epochs, _staged;
    private double _lastSeconds;

    /// <summary>Stagings finished, those of earlier runs included.</summary>
    public int Done => _done;

    /// <summary>How fast the last staging went.</summary>
    public Pace Pace => new(_staged, _lastSeconds);

    /// <summary>A staging is finished.</summary>
    /// <param name="wasThere">By an earlier run.</param>
    public void Finish(bool wasThere)
    {
        _done++;
        if (wasThere) _before++;
        Show(0);
    }

    /// <inheritdoc/>
    public void Resolved(Montage montage, IReadOnlyList<RecordingWarning> warnings)
    {
        // Montage and warnings of each night stand in its ledger; here they would drown the bar.
    }

    /// <inheritdoc/>
    public IProgress<double> Of(string step) => new Reading(this);

    /// <inheritdoc/>
    public void Staging(int epochs, int finishedBefore)
    {
        (_epochs, _staged, _lastSeconds) = (epochs - finishedBefore, 0, 0);
        _clock.Restart();
    }

    /// <inheritdoc/>
    public void Staged(StagingOutcome outcome)
    {
        _lastSeconds = _clock.Elapsed.TotalSeconds;
        Show(ReadingShare + (1 - ReadingShare) * ++_staged / _epochs);
    }

    private void Show(double part) => bar.Show("evaluate", _done + part, stagings, "stagings", _before);

    private sealed class Reading(EvaluationProgress owner) : IProgress<double>
    {
        public void Report(double value) => owner.Show(ReadingShare * value);
    }
}
