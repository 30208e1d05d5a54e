using System.Reflection;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Actor.Internal;

namespace VfioActors.Runtime.Control.Steps;

/// <summary>
/// Has supervisors whose children may fail so often within a time count by virtual time. Akka.NET looks at the clock on
/// the wall, by which the machine would decide who is stopped.
/// </summary>
/// <remarks>Akka.NET keeps to itself when it began to count; where that is not found, nothing is changed.</remarks>
internal sealed class RestartWindows
{
    /// <summary>Where counting began then, the time is not over, whatever the clock says.</summary>
    private const long Within = long.MaxValue / 2;

    /// <summary>Where counting began then, the time is over.</summary>
    private const long Before = long.MinValue / 4;

    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly FieldInfo? Start = typeof(ChildRestartStats).GetField("_restartTimeWindowStartTicks", Any);
    private static readonly PropertyInfo? ActorOf = typeof(ActorCell).GetProperty("Actor", Any);
    private static readonly PropertyInfo? StrategyOf = typeof(ActorBase).GetProperty("SupervisorStrategyInternal", Any);

    private readonly ConditionalWeakTable<ChildRestartStats, Window> _windows = [];

    /// <summary>A supervisor is about to hear that a child failed.</summary>
    /// <param name="now">Its virtual time.</param>
    internal void Turn(ActorCell supervisor, TimeSpan now)
    {
        var length = TimeSpan.FromMilliseconds(StrategyOf?.GetValue(ActorOf?.GetValue(supervisor)) switch
        {
            OneForOneStrategy one => one.WithinTimeRangeMilliseconds,
            AllForOneStrategy all => all.WithinTimeRangeMilliseconds,
            _ => 0,
        });
        if (Start is null || length <= TimeSpan.Zero) { return; }
        foreach (var child in supervisor.ChildrenContainer.Stats) { Turn(child, length, now); }
    }

    private void Turn(ChildRestartStats child, TimeSpan length, TimeSpan now)
    {
        var window = _windows.GetOrCreateValue(child);
        var start = (long)Start!.GetValue(child)!;

        // Whatever else is there Akka.NET put there, when it was asked last.
        if (start is not (0 or Within or Before)) { window.Begun = window.Asked; }
        window.Asked = now;
        if (start != 0) { Start.SetValue(child, now - window.Begun <= length ? Within : Before); }
    }

    private sealed class Window
    {
        internal TimeSpan Begun { get; set; }

        internal TimeSpan Asked { get; set; }
    }
}
