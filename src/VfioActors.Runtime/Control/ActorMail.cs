using System.Runtime.InteropServices;

namespace VfioActors.Runtime.Control;

/// <summary>What real actors sent each other and did not get yet: in the order of sending for each pair.</summary>
internal sealed class ActorMail
{
    private readonly List<Queue<(ControlQueue To, Akka.Actor.Envelope Envelope)>?[]> _pairs = [];
    private readonly List<Queue<(ControlQueue To, Akka.Actor.Envelope Envelope)>> _used = [];
    private readonly List<VirtualTimer> _timers = [];
    private readonly List<ControlQueue?> _setters = [];
    private int _count;

    internal void Add(int from, int to, ControlQueue queue, in Akka.Actor.Envelope envelope)
    {
        _count++;
        PairOf(from, to).Enqueue((queue, envelope));
    }

    internal (ControlQueue To, Akka.Actor.Envelope Envelope) Take(int from, int to)
    {
        _count--;
        return PairOf(from, to).Dequeue();
    }

    /// <returns>The number of the timer.</returns>
    internal int Add(VirtualTimer timer, ControlQueue? setter)
    {
        _timers.Add(timer);
        _setters.Add(setter);
        return _timers.Count - 1;
    }

    internal (VirtualTimer Timer, ControlQueue? Setter) TimerOf(int number) => (_timers[number], _setters[number]);

    internal void Clear()
    {
        if (_count > 0)
        {
            foreach (var pair in _used) { pair.Clear(); }
        }

        _count = 0;
        _timers.Clear();
        _setters.Clear();
    }

    private Queue<(ControlQueue To, Akka.Actor.Envelope Envelope)> PairOf(int from, int to)
    {
        while (_pairs.Count <= from) { _pairs.Add([]); }
        ref var receivers = ref CollectionsMarshal.AsSpan(_pairs)[from];
        if (receivers.Length <= to) { Array.Resize(ref receivers, to + 8); }
        if (receivers[to] is { } pair) { return pair; }
        _used.Add(pair = new());
        return receivers[to] = pair;
    }
}
