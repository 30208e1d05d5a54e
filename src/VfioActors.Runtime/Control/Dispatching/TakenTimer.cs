namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>A timer of .NET that an actor set, taken from the clock.</summary>
/// <param name="Actor">Who set it.</param>
/// <param name="Delay">How long after it was set it fires.</param>
/// <param name="Interval">After how long again; null for once.</param>
/// <param name="Callback">What it runs.</param>
/// <param name="State">What it is given.</param>
internal sealed record TakenTimer(
    ControlQueue Actor, TimeSpan Delay, TimeSpan? Interval, TimerCallback Callback, object? State)
{
    /// <summary>
    /// Fires: what nobody waits for any more does nothing. What goes on behind it does so in a step of its own, as it
    /// does not under a synchronization context that is nobody's.
    /// </summary>
    internal void Fire()
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new Apart());
        try
        {
            Callback(State);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private sealed class Apart : SynchronizationContext;
}
