using System.Collections.Concurrent;

namespace SleepVLM.Torch.Training;

/// <summary>Plans steps ahead on a thread of its own, in order.</summary>
public sealed class StepQueue : IDisposable
{
    private const int StepsAhead = 3;

    private readonly BlockingCollection<PlannedStep> _planned = new(StepsAhead);
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private Exception? _obstacle;

    /// <param name="planner">Plans them.</param>
    /// <param name="first">Number of the first step.</param>
    /// <param name="end">Number behind the last one.</param>
    public StepQueue(StepPlanner planner, long first, long end)
    {
        _thread = new Thread(() => Plan(planner, first, end)) { IsBackground = true, Name = "batches" };
        _thread.Start();
    }

    /// <summary>The next step.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while waiting.</exception>
    public PlannedStep Take(CancellationToken cancellationToken)
    {
        try
        {
            return _planned.Take(cancellationToken);
        }
        catch (InvalidOperationException) when (_obstacle is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_obstacle);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _planned.Dispose();
        _stop.Dispose();
    }

    private void Plan(StepPlanner planner, long first, long end)
    {
        try
        {
            for (var step = first; step < end; step++) _planned.Add(planner.Plan(step, _stop.Token), _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Disposed: nobody waits for further steps.
        }
        catch (AggregateException several) when (several.InnerException is { } obstacle)
        {
            _obstacle = obstacle;
        }
        catch (Exception obstacle)
        {
            _obstacle = obstacle;
        }

        _planned.CompleteAdding();
    }
}
