using Akka.Configuration;
using Akka.Dispatch;

namespace VfioActors.Runtime.Dispatch;

/// <summary>
/// Runs mailboxes on threads of its own, each where it became runnable unless another thread has nothing to do.
/// </summary>
/// <remarks>
/// For actors that never block: a few that wait behind one that does are not taken over by another thread.
/// </remarks>
internal sealed class WorkersDispatcher : MessageDispatcher
{
    private readonly Lock _changing = new();
    private readonly int _workers;
    private WorkerPool? _workerPool;

    internal WorkersDispatcher(MessageDispatcherConfigurator configurator, Config config, int workers)
        : base(configurator)
    {
        _workers = workers;
        Id = config.GetString("id");
        Throughput = config.GetInt("throughput");
        ThroughputDeadlineTime = config.GetTimeSpan("throughput-deadline-time").Ticks;
        ShutdownTimeout = config.GetTimeSpan("shutdown-timeout");
    }

    protected override void ExecuteTask(IRunnable run) => (Volatile.Read(ref _workerPool) ?? Hire()).Take(run);

    /// <summary>Called when no actor is left; new ones may still come.</summary>
    protected override void Shutdown()
    {
        lock (_changing)
        {
            _workerPool?.Dismiss();
            Volatile.Write(ref _workerPool, null);
        }
    }

    private WorkerPool Hire()
    {
        lock (_changing) { return _workerPool ??= new(Id, _workers); }
    }
}
