using System.Runtime.InteropServices;
using Akka.Actor;
using VfioActors.Cluster.Searches.Messages;
using VfioActors.Cluster.Searches.Wire;

namespace VfioActors.Cluster.Searches.Askers;

/// <summary>
/// The states that were counted, in their order: each worker is told those that others came with, and all are told
/// which of them were finished later.
/// </summary>
internal sealed class CountedStates
{
    /// <summary>So many go in one message: less than a frame.</summary>
    private const int Most = 8_000;

    private readonly List<ulong> _states = [];
    private readonly List<bool> _areFinished = [];
    private readonly List<ulong> _finishedLater = [];
    private readonly List<(int From, int To, int Session)> _additions = [];
    private readonly List<ulong> _finished = [];
    private readonly List<ulong> _unfinished = [];

    /// <summary>Forgets all.</summary>
    internal void Clear()
    {
        _states.Clear();
        _areFinished.Clear();
        _finishedLater.Clear();
        _additions.Clear();
    }

    /// <summary>A state was counted.</summary>
    /// <param name="isFinished">Whether all that can follow it was met.</param>
    internal void Add(ulong state, bool isFinished)
    {
        _states.Add(state);
        _areFinished.Add(isFinished);
    }

    /// <summary>All that can follow a state that was counted before was met since.</summary>
    internal void Finish(ulong state) => _finishedLater.Add(state);

    /// <summary>What was counted since the last time came from a worker.</summary>
    internal void Close(int session)
    {
        var from = _additions.Count == 0 ? 0 : _additions[^1].To;
        if (from < _states.Count) { _additions.Add((from, _states.Count, session)); }
    }

    /// <summary>Tells a worker what it does not know.</summary>
    internal void Tell(AskerSession session, IActorRef self)
    {
        for (; session.Told < _additions.Count; session.Told++)
        {
            var (from, to, by) = _additions[session.Told];
            if (by != session.Number) { Gather(from, to); }
        }

        _finished.AddRange(CollectionsMarshal.AsSpan(_finishedLater)[session.ToldFinished..]);
        session.ToldFinished = _finishedLater.Count;
        Send(session, _finished, FrameKind.FinishedStates, self);
        Send(session, _unfinished, FrameKind.States, self);
    }

    private void Gather(int from, int to)
    {
        for (var at = from; at < to; at++) { (_areFinished[at] ? _finished : _unfinished).Add(_states[at]); }
    }

    private static void Send(AskerSession session, List<ulong> states, FrameKind kind, IActorRef self)
    {
        var all = CollectionsMarshal.AsSpan(states);
        for (var at = 0; at < all.Length; at += Most)
        {
            session.Send(kind, UnitCodec.Written(all[at..Math.Min(all.Length, at + Most)]), self);
        }

        states.Clear();
    }
}
