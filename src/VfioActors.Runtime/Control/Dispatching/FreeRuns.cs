using Akka.Dispatch;

namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>Runs on the thread pool what is not controlled: the parts of Akka.NET itself.</summary>
internal sealed class FreeRuns
{
    private int _running;

    internal void Start(IRunnable run)
    {
        if (run is Mailbox { MessageQueue: ControlQueue queue }) { queue.HasRun = true; }
        Interlocked.Increment(ref _running);
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                try
                {
                    run.Run();
                }
                finally
                {
                    Interlocked.Decrement(ref _running);
                }
            },
            null);
    }

    /// <summary>Waits until none runs.</summary>
    internal void Wait()
    {
        SpinWait spin = default;
        while (Volatile.Read(ref _running) > 0) { spin.SpinOnce(); }
    }
}
