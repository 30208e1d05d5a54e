namespace VfioActors.Races.Programs;

/// <summary>How a timer is taken back, put together.</summary>
internal static class TimerTaking
{
    /// <summary>One waits for its function; it is shut down; one does not wait; it is of high resolution.</summary>
    internal const long Waits = 1, ShutsDown = 2, Tries = 4, Anywhere = 8;

    /// <summary>Whether somebody waits for its function, which is a softirq's.</summary>
    internal static bool WaitsForSoftirq(long how) => (how & (Waits | Tries | Anywhere)) == Waits;
}
