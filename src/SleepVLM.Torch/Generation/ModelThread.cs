using System.Collections.Concurrent;

namespace SleepVLM.Torch.Generation;

/// <summary>The one thread that touches a model's tensors; work is done in the order it comes.</summary>
/// <remarks>Dispose scopes belong to threads, so tensors must not wander between them.</remarks>
public sealed class ModelThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    /// <summary>Starts the thread.</summary>
    public ModelThread()
    {
        _thread = new Thread(() =>
        {
            foreach (var action in _work.GetConsumingEnumerable()) action();
        })
        { IsBackground = true, Name = "model" };
        _thread.Start();
    }

    /// <summary>Runs a piece of work on the thread.</summary>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try { done.SetResult(work()); }
            catch (OperationCanceledException) { done.SetCanceled(); }
            catch (Exception error) { done.SetException(error); }
        });
        return done.Task;
    }

    /// <summary>Waits for the work given and ends the thread.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }
}
