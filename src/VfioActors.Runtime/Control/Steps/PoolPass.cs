using System.Reflection;

namespace VfioActors.Runtime.Control.Steps;

/// <summary>
/// Waits until threads of the pool have begun whatever was handed to all of them so far: what they do in the name of an
/// actor is seen when they begin it, and a search may be over before.
/// </summary>
internal static class PoolPass
{
    /// <summary>What was taken from the queue ahead of the first one has begun by the last.</summary>
    private const int Rounds = 3;

    /// <summary>For a pool that never comes to it, as one all of whose threads are blocked for good.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private const BindingFlags Any =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly object? Pool = typeof(Thread).Assembly.GetType("System.Threading.PortableThreadPool")
        ?.GetField("ThreadPoolInstance", Any)?.GetValue(null);

    private static readonly FieldInfo? Separated = Pool?.GetType().GetField("_separated", Any);
    private static readonly FieldInfo? Counts = Separated?.FieldType.GetField("counts", Any);
    private static readonly PropertyInfo? Working = Counts?.FieldType.GetProperty("NumProcessingWork", Any);

    /// <summary>How long others may work whose work is none of ours.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(5);

    internal static void Wait()
    {
        for (var round = 0; round < Rounds; round++)
        {
            // Disposed of by nobody: a pool that is busy may come to it when nobody waits any more.
            ManualResetEventSlim passed = new();
            ThreadPool.UnsafeQueueUserWorkItem(_ => passed.Set(), null);
            if (!passed.Wait(Patience)) { return; }
        }

        // One that has taken something may be slow to begin it, as where that is yet to be compiled.
        if (Working is not null) { SpinWait.SpinUntil(static () => !IsWorking(), Settling); }
    }

    private static bool IsWorking() =>
        Working!.GetValue(Counts!.GetValue(Separated!.GetValue(Pool))) is short and not 0;
}
