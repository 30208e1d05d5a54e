namespace VfioActors.Testing;

/// <summary>What code allocates.</summary>
public static class Allocations
{
    /// <summary>
    /// The bytes that the current thread allocates, the least of a few times. What code allocates it allocates each
    /// time; now and then the runtime allocates too, such as a larger table of casts.
    /// </summary>
    public static long Least(Action code)
    {
        var least = long.MaxValue;
        for (var time = 0; time < 4 && least > 0; time++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            code();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
