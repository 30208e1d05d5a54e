using System.Diagnostics;

namespace VfioActors.Runtime.Control.Steps;

/// <summary>What turned out not to be controlled, told by any thread.</summary>
internal sealed class UncontrolledReasons
{
    /// <summary>The types of .NET that let timers fire, and those of delays.</summary>
    private static readonly string[] Firing =
        ["System.Threading.Timer", "System.Threading.PeriodicTimer", "System.Threading.Tasks.Task+DelayPromise"];

    private readonly Lock _lock = new();
    private readonly List<string> _all = [];
    private readonly Func<bool> _mayHaveFired;
    private volatile bool _areNone = true;
    private bool _isByClock;
    private bool _mayBeByClock;

    /// <param name="mayHaveFired">Whether a timer of .NET may have fired before it could be taken.</param>
    internal UncontrolledReasons(Func<bool> mayHaveFired) => _mayHaveFired = mayHaveFired;

    /// <summary>All, in words.</summary>
    internal IReadOnlyCollection<string> All
    {
        get
        {
            lock (_lock) { return [.. _all]; }
        }
    }

    /// <summary>Whether there is nothing, nor anything that another thread is just about to tell.</summary>
    internal bool AreNone => _areNone;

    /// <summary>
    /// Whether a timer of .NET was among it that an actor set, and that fired before it could be taken from the clock:
    /// on another day, or when less is to be compiled, it would not have been.
    /// </summary>
    internal bool IsByClock
    {
        get
        {
            lock (_lock) { return _isByClock; }
        }
    }

    /// <summary>
    /// Whether that may be so, and nobody saw it: what comes of a timer another thread may do that is not seen to be of
    /// one, or that has not begun yet.
    /// </summary>
    internal bool MayBeByClock
    {
        get
        {
            lock (_lock) { return _mayBeByClock && MayHaveFired; }
        }
    }

    /// <summary>Whether a timer of .NET may have fired before it could be taken.</summary>
    internal bool MayHaveFired => _mayHaveFired();

    /// <summary>Something is not controlled.</summary>
    internal void Add(string reason) => Add(() => reason, mayBeByClock: false);

    /// <summary>The actors did something else than before.</summary>
    internal void AddChange(string reason) => Add(() => reason, mayBeByClock: true);

    /// <summary>Another thread than the controlling one does something that is not controlled.</summary>
    /// <param name="reason">What that is, in words.</param>
    internal void AddElsewhere(Func<string> reason) => Add(
        () =>
        {
            var isByClock = IsTimerHere();
            _isByClock |= isByClock;
            return isByClock
                ? $"{reason()}: a timer of .NET was shorter than the step took that set it"
                : reason();
        },
        mayBeByClock: true);

    /// <summary>
    /// That there is something is said before it is in words: these take a while, in which a search could end.
    /// </summary>
    private void Add(Func<string> reason, bool mayBeByClock)
    {
        lock (_lock)
        {
            _areNone = false;
            _mayBeByClock |= mayBeByClock;
            _all.Add(reason());
        }
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
