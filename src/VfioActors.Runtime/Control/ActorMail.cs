using System.Runtime.InteropServices;

namespace VfioActors.Runtime.Control;

/// <summary>What real actors sent each other and did not get yet: in the order of sending for each pair.</summary>
internal sealed class ActorMail
{
    private readonly Dictionary<long, Queue<(ControlQueue To, Akka.Actor.Envelope Envelope)>> _pairs = [];
    private readonly List<VirtualTimer> _timers = [];
    private readonly List<ControlQueue?> _setters = [];

    internal void Add(int from, int to, ControlQueue queue, in Akka.Actor.Envelope envelope)
    {
        ref var pair = ref CollectionsMarshal.GetValueRefOrAddDefault(_pairs, KeyOf(from, to), out _);
        (pair ??= new()).Enqueue((queue, envelope));
    }

    internal (ControlQueue To, Akka.Actor.Envelope Envelope) Take(int from, int to) => _pairs[KeyOf(from, to)].Dequeue();

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
        foreach (var pair in _pairs.Values) { pair.Clear(); }
        _timers.Clear();
        _setters.Clear();
    }

    private static long KeyOf(int from, int to) => ((long)from << 32) | (uint)to;
}
