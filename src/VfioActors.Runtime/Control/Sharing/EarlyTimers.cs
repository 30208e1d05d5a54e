namespace VfioActors.Runtime.Control.Sharing;

/// <summary>
/// Timers that could fire in the midst of the step that sets them, which no order shows: what they send would come
/// before what the step sends behind that.
/// </summary>
internal sealed class EarlyTimers
{
    /// <summary>A step is no longer than that, even where its thread has to wait for a processor.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);

    private readonly SortedSet<int> _found = [];
    private readonly List<int> _set = [];

    /// <summary>The actors that set such a timer.</summary>
    internal IReadOnlyCollection<int> SetBy => _found;

    /// <summary>A step begins.</summary>
    internal void Begin()
    {
        if (_set.Count > 0) { _set.Clear(); }
    }

    /// <summary>A step sets a timer.</summary>
    /// <param name="to">Whom the timer tells something; -1 where it does something else.</param>
    internal void Set(int to, TimeSpan delay)
    {
        if (delay < Long) { _set.Add(to); }
    }

    /// <summary>
    /// A step sends something. Whoever sets a timer for himself hears of it when the step is over: then only what he
    /// sends to himself could come before or behind.
    /// </summary>
    internal void Sent(int by, int to)
    {
        if (_set.Count > 0 && _set.Exists(told => told != by || to == by)) { _found.Add(by); }
    }
}
