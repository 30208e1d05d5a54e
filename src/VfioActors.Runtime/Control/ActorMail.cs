using System.Runtime.InteropServices;

namespace VfioActors.Runtime.Control;

/// <summary>What real actors sent each other and did not get yet: in the order of sending for each pair.</summary>
internal sealed class ActorMail
{
    private readonly List<Pair[]> _pairs = [];
    private readonly List<VirtualTimer> _timers = [];
    private readonly List<ControlQueue?> _setters = [];
    private Sent[] _sent = new Sent[64];
    private int _count;
    private int _left;

    internal void Add(int from, int to, ControlQueue queue, in Akka.Actor.Envelope envelope)
    {
        if (_count == _sent.Length) { Array.Resize(ref _sent, _count * 2); }
        ref var sent = ref _sent[_count];
        (sent.Queue, sent.Envelope, sent.Next) = (queue, envelope, 0);
        _count++;
        _left++;
        ref var pair = ref PairOf(from, to);
        if (pair.First == 0) { pair.First = _count; }
        else { _sent[pair.Last - 1].Next = _count; }
        pair.Last = _count;
    }

    /// <summary>Takes the oldest message of a pair; it may be looked at until the next run begins.</summary>
    internal ref readonly Sent Take(int from, int to)
    {
        ref var pair = ref PairOf(from, to);
        if (pair.First == 0) { throw new InvalidOperationException("there is no such message on its way"); }
        ref readonly var sent = ref _sent[pair.First - 1];
        pair.First = sent.Next;
        _left--;
        return ref sent;
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
        if (_left > 0) { ForgetPairs(); }
        (_count, _left) = (0, 0);
        _timers.Clear();
        _setters.Clear();
    }

    private void ForgetPairs()
    {
        foreach (var pairs in _pairs) { Array.Clear(pairs); }
    }

    private ref Pair PairOf(int from, int to)
    {
        while (_pairs.Count <= from) { _pairs.Add([]); }
        ref var receivers = ref CollectionsMarshal.AsSpan(_pairs)[from];
        if (receivers.Length <= to) { Array.Resize(ref receivers, to + 8); }
        return ref receivers[to];
    }

    /// <summary>A message on its way.</summary>
    internal struct Sent
    {
        internal ControlQueue Queue;
        internal Akka.Actor.Envelope Envelope;

        /// <summary>The next message of the pair, counted from 1.</summary>
        internal int Next;
    }

    /// <summary>What is on its way between two: its first and last message, counted from 1; 0 for none.</summary>
    private struct Pair
    {
        internal int First;
        internal int Last;
    }
}
