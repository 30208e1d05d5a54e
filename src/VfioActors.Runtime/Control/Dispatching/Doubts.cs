using VfioActors.Behaviors.Values;
using VfioActors.Runtime.Configurations;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>What keeps runs of real actors from showing something, though all of them came to their end.</summary>
internal sealed class Doubts
{
    private string? _waits;
    private int _firings;
    private bool _hasStarted;
    private bool _hasHeard;

    /// <summary>The reason in one line; null when there is none.</summary>
    internal string? First => _waits is { } waits
        ? $"a run was at rest while something was waited for, and what comes after that was never seen: {waits}"
        : OfNet(PoolTrap.IsKnown, TimerTrap.IsKnown) ?? OfTimers ?? OfSilence;

    private string? OfSilence =>
        _hasStarted && !_hasHeard ? "no message was delivered: actors only started" : null;

    private string? OfTimers => _firings == 0 ? null
        : $"a timer that is set again whenever it fires did so {Counted.Of(_firings, "time")} in a run and no more "
            + $"({RuntimeSettings.FiringsKey}): what comes after that was never seen";

    /// <summary>What this .NET hides, in one line; null when it shows all that is needed.</summary>
    internal static string? OfNet(bool knowsPool, bool knowsTimers) =>
        knowsPool && knowsTimers ? null
            : $"this version of .NET hides its {(knowsPool ? "timers" : "thread pool")}: what goes on behind an await "
                + "cannot be controlled";

    /// <summary>A step was taken: an actor started, or did something else.</summary>
    internal void Stepped(bool starts)
    {
        _hasStarted |= starts;
        _hasHeard |= !starts;
    }

    /// <summary>Somebody waits for something at rest.</summary>
    internal void Waits(string who) => _waits ??= who;

    /// <summary>A timer would go on for ever, and was not let.</summary>
    internal void CutTimers(int firings) => _firings = firings;
}
