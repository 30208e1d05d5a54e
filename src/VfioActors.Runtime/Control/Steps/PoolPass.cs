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

    internal static void Wait()
    {
        for (var round = 0; round < Rounds; round++)
        {
            // Disposed of by nobody: a pool that is busy may come to it when nobody waits any more.
            ManualResetEventSlim passed = new();
            ThreadPool.UnsafeQueueUserWorkItem(_ => passed.Set(), null);
            if (!passed.Wait(Patience)) { return; }
        }
    }
}
