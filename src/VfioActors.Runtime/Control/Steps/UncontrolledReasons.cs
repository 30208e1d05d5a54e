using System.Collections.Concurrent;
using System.Diagnostics;

namespace VfioActors.Runtime.Control.Steps;

/// <summary>What turned out not to be controlled, told by any thread.</summary>
internal sealed class UncontrolledReasons
{
    /// <summary>The types of .NET that let timers fire, and those of delays.</summary>
    private static readonly string[] Firing =
        ["System.Threading.Timer", "System.Threading.PeriodicTimer", "System.Threading.Tasks.Task+DelayPromise"];

    private readonly ConcurrentQueue<string> _all = new();
    private readonly Func<bool> _hadBrief;
    private volatile bool _areNone = true;
    private volatile bool _isByClock;
    private volatile bool _mayBeByClock;

    /// <param name="hadBrief">Whether actors set timers of .NET that may fire before they are taken.</param>
    internal UncontrolledReasons(Func<bool> hadBrief) => _hadBrief = hadBrief;

    /// <summary>All, in words.</summary>
    internal IReadOnlyCollection<string> All => _all;

    /// <summary>Whether there is nothing.</summary>
    internal bool AreNone => _areNone;

    /// <summary>
    /// Whether a timer of .NET was among it that an actor set, and that fired before it could be taken from the clock:
    /// on another day, or when less is to be compiled, it would not have been. Or whether that may be so: what comes of
    /// a timer another thread may do that is not seen to be of one, or that has not begun yet.
    /// </summary>
    internal bool IsByClock => _isByClock || (_mayBeByClock && _hadBrief());

    /// <summary>Whether actors set timers of .NET that may fire before they are taken.</summary>
    internal bool HadBrief => _hadBrief();

    /// <summary>Something is not controlled.</summary>
    internal void Add(string reason)
    {
        _all.Enqueue(reason);
        _areNone = false;
    }

    /// <summary>The actors did something else than before.</summary>
    internal void AddChange(string reason)
    {
        _mayBeByClock = true;
        Add(reason);
    }

    /// <summary>Another thread than the controlling one does something that is not controlled.</summary>
    internal void AddElsewhere(string reason)
    {
        var isByClock = IsTimerHere();
        if (isByClock) { _isByClock = true; }
        _mayBeByClock = true;
        Add(isByClock ? $"{reason}: a timer of .NET was shorter than the step took that set it" : reason);
    }

    /// <summary>
    /// Whether the calling thread does what a timer of .NET has it do. Of what calls each other there one may be
    /// compiled into another, and is not there then.
    /// </summary>
    private static bool IsTimerHere() => new StackTrace().GetFrames()
        .Any(frame => frame.GetMethod()?.DeclaringType is { } owner && IsOfTimers(owner.FullName ?? ""));

    private static bool IsOfTimers(string type) =>
        Array.Exists(Firing, one => type.StartsWith(one, StringComparison.Ordinal));
}
