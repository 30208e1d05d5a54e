using Akka.Actor;

namespace VfioActors.Runtime.Control;

/// <summary>Something scheduled under control: it fires when the strategy says so.</summary>
/// <param name="delay">How long after it was set.</param>
/// <param name="interval">After how long again; null for once.</param>
internal sealed class VirtualTimer(TimeSpan delay, TimeSpan? interval, Action fire, ICancelable? cancelable)
{
    internal TimeSpan Delay => delay;

    internal TimeSpan? Interval => interval;

    /// <summary>How often it fired.</summary>
    internal int Fired { get; private set; }

    /// <summary>Fires, unless it was cancelled: then its time comes and nothing happens.</summary>
    /// <returns>Whether it may fire again.</returns>
    internal bool Fire()
    {
        if (cancelable?.IsCancellationRequested == true) { return false; }
        Fired++;
        fire();
        return interval is not null;
    }
}
