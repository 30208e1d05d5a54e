using Akka.Dispatch;

namespace VfioActors.Runtime.Dispatch;

/// <summary>
/// One thread that runs mailboxes: those that became runnable on it, so that what one actor wrote the next one reads
/// from the same cache; then those that come from outside; then half of what another worker has.
/// </summary>
internal sealed class Worker
{
    /// <summary>How often what comes from outside goes first, so that it never waits for ever.</summary>
    private const int OutsideOnceIn = 61;

    private readonly WorkerPool _workerPool;
    private int _taken;

    internal Worker(WorkerPool workerPool, string name)
    {
        _workerPool = workerPool;
        Thread = new(Work) { Name = name, IsBackground = true };
    }

    internal Thread Thread { get; }

    internal RunQueue Queue { get; } = new();

    private void Work()
    {
        while (true)
        {
            // Asked before there is nothing more: what comes after it was true is run by who brings it.
            var ends = _workerPool.IsDismissed;
            if (TryNext(out var run)) { run.Run(); }
            else if (ends) { return; }
            else { _workerPool.Rest(); }
        }
    }

    private bool TryNext(out IRunnable run)
    {
        _taken = _taken < OutsideOnceIn ? _taken + 1 : 0;
        if (_taken == 0 && _workerPool.TryTakeOutside(out run)) { return true; }
        return Queue.TryTake(out run) || _workerPool.TryTakeOutside(out run) || _workerPool.TrySteal(this, out run);
    }
}
