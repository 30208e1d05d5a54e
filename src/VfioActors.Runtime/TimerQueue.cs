namespace VfioActors.Runtime;

/// <summary>
/// One actor's timers that are still to fire: the earliest first, of equals the one that was set first.
/// </summary>
internal sealed class TimerQueue
{
    private (long Due, Envelope Envelope)[] _timers = [];

    internal int Count { get; private set; }

    internal void Add(long due, in Envelope envelope)
    {
        if (Count == _timers.Length) { Array.Resize(ref _timers, Math.Max(4, Count * 2)); }
        var place = Count++;
        for (; place > 0 && _timers[place - 1].Due > due; place--) { _timers[place] = _timers[place - 1]; }
        _timers[place] = (due, envelope);
    }

    internal (long Due, Envelope Envelope) Take()
    {
        var earliest = _timers[0];
        Array.Copy(_timers, 1, _timers, 0, --Count);
        return earliest;
    }
}
