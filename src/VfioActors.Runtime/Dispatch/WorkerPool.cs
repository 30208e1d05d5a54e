using System.Collections.Concurrent;
using Akka.Dispatch;

namespace VfioActors.Runtime.Dispatch;

/// <summary>The workers of one dispatcher.</summary>
internal sealed class WorkerPool
{
    /// <summary>
    /// Nobody takes from a worker that has fewer waiting, nor is woken for them: to move what an actor owns from core
    /// to core takes longer than many steps, and who looks too often slows down whom it looks at.
    /// </summary>
    private const int SharesFrom = 4;

    /// <summary>How often somebody looks for work before sleeping, and how long the pauses are.</summary>
    private const int Looks = 3;
    private const int PauseOfLook = 10;

    private readonly Worker[] _workers;
    private readonly Worker?[] _byThread;
    private readonly ConcurrentQueue<IRunnable> _outside = new();
    private readonly object _gate = new();
    private int _resting;
    private int _called;
    private volatile bool _isDismissed;

    internal WorkerPool(string name, int workers)
    {
        _workers = [.. Enumerable.Range(0, workers).Select(number => new Worker(this, $"{name}-{number}"))];
        _byThread = new Worker?[1 + _workers.Max(worker => worker.Thread.ManagedThreadId)];
        foreach (var worker in _workers) { _byThread[worker.Thread.ManagedThreadId] = worker; }
        foreach (var worker in _workers) { worker.Thread.UnsafeStart(); }
    }

    /// <summary>Whether the workers shall end.</summary>
    internal bool IsDismissed => _isDismissed;

    /// <summary>Has something run: on this thread if it is a worker's, else on any. Nothing is ever lost.</summary>
    internal void Take(IRunnable run)
    {
        var thread = Environment.CurrentManagedThreadId;
        var worker = thread < _byThread.Length ? _byThread[thread] : null;
        if (worker is not null && worker.Queue.TryAdd(run))
        {
            if (Volatile.Read(ref _resting) > 0 && worker.Queue.Count >= SharesFrom) { Call(); }
            return;
        }

        _outside.Enqueue(run);
        Interlocked.MemoryBarrier();
        if (_isDismissed) { HandOver(); }
        else if (Volatile.Read(ref _resting) > 0) { Call(); }
    }

    internal bool TryTakeOutside(out IRunnable run)
    {
        if (!_outside.TryDequeue(out run!)) { return false; }
        if (Volatile.Read(ref _resting) > 0 && !_outside.IsEmpty) { Call(); }
        return true;
    }

    /// <summary>Takes half of what another worker has, and answers the first of it.</summary>
    internal bool TrySteal(Worker thief, out IRunnable run)
    {
        foreach (var worker in _workers)
        {
            if (worker == thief) { continue; }
            var half = worker.Queue.Count / 2;
            if (half < SharesFrom / 2 || !worker.Queue.TryTake(out run)) { continue; }
            while (half-- > 1 && worker.Queue.TryTake(out var more)) { thief.Queue.TryAdd(more); }
            return true;
        }

        run = null!;
        return false;
    }

    /// <summary>Waits until there may be something to do.</summary>
    internal void Rest()
    {
        for (var look = 0; look < Looks; look++)
        {
            if (HasWork()) { return; }
            Thread.SpinWait(PauseOfLook);
        }

        // Whoever adds looks for somebody resting after adding, and we look what was added after saying that we rest.
        Interlocked.Increment(ref _resting);
        lock (_gate)
        {
            while (_called == 0 && !HasWork() && !_isDismissed) { Monitor.Wait(_gate); }
            _called = 0;
        }

        Interlocked.Decrement(ref _resting);
    }

    /// <summary>Lets the workers end when they have run what waits.</summary>
    internal void Dismiss()
    {
        lock (_gate)
        {
            _isDismissed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>What comes when the workers may have ended already is run by the thread pool.</summary>
    private void HandOver()
    {
        while (_outside.TryDequeue(out var late))
        {
            ThreadPool.UnsafeQueueUserWorkItem(run => run.Run(), late, preferLocal: false);
        }
    }

    private void Call()
    {
        if (Volatile.Read(ref _called) != 0) { return; }
        lock (_gate)
        {
            _called = 1;
            Monitor.Pulse(_gate);
        }
    }

    private bool HasWork()
    {
        if (!_outside.IsEmpty) { return true; }
        foreach (var worker in _workers)
        {
            if (worker.Queue.Count >= SharesFrom) { return true; }
        }

        return false;
    }
}
