using Akka.Dispatch;

namespace VfioActors.Runtime.Dispatch;

/// <summary>What one worker is to run, first come first served. Its worker adds; any worker takes.</summary>
/// <remarks>
/// The run queue of Go's scheduler (runtime/proc.go, Vyukov 2012): nothing atomic to add, one compare and exchange to
/// take.
/// </remarks>
internal sealed class RunQueue
{
    private const int Length = 256;

    private readonly Slot[] _ring = new Slot[Length];
    private long _head;
    private long _tail;

    /// <summary>How many wait, about.</summary>
    internal int Count => (int)(Volatile.Read(ref _tail) - Volatile.Read(ref _head));

    /// <summary>Adds one. Called by the worker whose queue it is.</summary>
    /// <returns>False when the queue is full.</returns>
    internal bool TryAdd(IRunnable run)
    {
        var tail = _tail;
        if (tail - Volatile.Read(ref _head) == Length) { return false; }
        _ring[tail % Length].Run = run;
        Volatile.Write(ref _tail, tail + 1);
        return true;
    }

    /// <summary>Takes the oldest.</summary>
    internal bool TryTake(out IRunnable run)
    {
        while (true)
        {
            var head = Volatile.Read(ref _head);
            var tail = Volatile.Read(ref _tail);

            // Read after the tail: before, it could be what was in that place a round ago.
            run = _ring[head % Length].Run;
            if (head >= tail) { return false; }
            if (Interlocked.CompareExchange(ref _head, head + 1, head) == head) { return true; }
        }
    }

    /// <summary>A struct around the reference: an array of interfaces checks the type of all that is stored.</summary>
    private struct Slot
    {
        internal IRunnable Run;
    }
}
