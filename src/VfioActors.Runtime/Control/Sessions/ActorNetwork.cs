using System.Runtime.InteropServices;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Sharing;

namespace VfioActors.Runtime.Control.Sessions;

/// <summary>
/// What real actors sent each other and did not get yet, in the order of sending for each pair, and what else may come
/// to them.
/// </summary>
internal sealed class ActorNetwork
{
    private readonly List<Pair[]> _pairs = [];
    private readonly List<(VirtualTimer Timer, ControlQueue? Setter)> _timers = [];
    private readonly List<List<(PendingTask Task, TimerChain? Chain)?>> _tasks = [];
    private Sent[] _sent = new Sent[64];
    private int _count;
    private int _left;
    private int _tasksLeft;

    internal void Add(int from, int to, ControlQueue queue, in Akka.Actor.Envelope envelope, TimerChain? chain)
    {
        if (_count == _sent.Length) { Array.Resize(ref _sent, _count * 2); }
        ref var sent = ref _sent[_count];
        (sent.Queue, sent.Envelope, sent.Chain, sent.Next) = (queue, envelope, chain, 0);
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
        _timers.Add((timer, setter));
        return _timers.Count - 1;
    }

    internal (VirtualTimer Timer, ControlQueue? Setter) TimerOf(int number) => _timers[number];

    /// <summary>Whether another timer of .NET of the same actor is due at the same time as one.</summary>
    internal bool IsTied(VirtualTimer timer, ControlQueue? setter) => timer.MayTie && _timers.Exists(other =>
        other.Timer.IsOfNet && other.Timer.Due == timer.Due && ReferenceEquals(other.Setter, setter)
        && !ReferenceEquals(other.Timer, timer) && other.Timer.IsPending);

    /// <summary>An actor can go on with something.</summary>
    /// <returns>Its place: the first that is free.</returns>
    internal int Add(int actor, PendingTask task, TimerChain? chain)
    {
        while (_tasks.Count <= actor) { _tasks.Add([]); }
        var places = _tasks[actor];
        var place = places.FindIndex(one => one is null);
        if (place < 0)
        {
            place = places.Count;
            places.Add(null);
        }

        places[place] = (task, chain);
        _tasksLeft++;
        return place;
    }

    internal (PendingTask Task, TimerChain? Chain) TakeTask(int actor, int place)
    {
        if (_tasks.Count <= actor || _tasks[actor].Count <= place || _tasks[actor][place] is not { } taken)
        {
            throw new InvalidOperationException("there is nothing of that kind that the actor could go on with");
        }

        _tasks[actor][place] = null;
        _tasksLeft--;
        return taken;
    }

    /// <summary>What a run did not come to that has to be done all the same.</summary>
    internal IReadOnlyList<PendingTask> Owed => _tasksLeft == 0 ? []
        : [.. _tasks.SelectMany(places => places).Select(one => one?.Task).OfType<PendingTask>()
            .Where(task => task.IsOwed)];

    internal void Clear()
    {
        if (_left > 0) { ForgetPairs(); }
        if (_tasksLeft > 0) { _tasks.Clear(); }
        (_count, _left, _tasksLeft) = (0, 0, 0);
        _timers.Clear();
    }

    private void ForgetPairs()
    {
        foreach (var pairs in _pairs) { Array.Clear(pairs); }
    }

    private ref Pair PairOf(int from, int to)
    {
        from = ((from & ~ActorPlaces.Beside) * 2) + (from >= ActorPlaces.Beside ? 1 : 0);
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

        /// <summary>The timers whose firing it comes of.</summary>
        internal TimerChain? Chain;

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
