using VfioActors.Exploration.Worlds;
using VfioActors.Runtime.Control.Steps;

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
    /// <summary>Whether it was ended, or set to another time, since it was taken.</summary>
    internal bool IsOver => !IsAsTaken();

    /// <summary>Whether it stands where it was put when it was taken.</summary>
    internal required Func<bool> IsAsTaken { private get; init; }

    /// <summary>Takes it out of .NET's list, as is done with one that fires once.</summary>
    internal required Action Leave { private get; init; }

    /// <summary>
    /// Fires: what nobody waits for any more does nothing. What goes on behind it does so in a step of its own, as it
    /// does not under a synchronization context that is nobody's.
    /// </summary>
    internal void Fire()
    {
        if (Interval is null) { Leave(); }
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new Apart());
        try
        {
            Callback(State);
        }
#pragma warning disable CA1031 // Nobody would catch it where .NET fires timers.
        catch (Exception failure) when (Actor.Room.IsControlled)
#pragma warning restore CA1031
        {
            var own = (Actor.Cell?.Props.Type ?? GetType()).Assembly;
            Actor.Room.Report($"what a timer of {Named.Of(Actor.Owner)} does throws {ThrownText.Of(failure, own)}: "
                + "nobody catches it, and .NET ends the whole program");
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private sealed class Apart : SynchronizationContext;
}
