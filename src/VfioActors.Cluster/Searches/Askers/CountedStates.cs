using System.Runtime.InteropServices;
using Akka.Actor;
using VfioActors.Cluster.Searches.Messages;
using VfioActors.Cluster.Searches.Wire;

namespace VfioActors.Cluster.Searches.Askers;

/// <summary>The states that were counted, in their order: each worker is told those that others came with.</summary>
internal sealed class CountedStates
{
    /// <summary>So many go in one message: less than a frame.</summary>
    private const int Most = 8_000;

    private readonly List<ulong> _states = [];
    private readonly List<(int From, int To, int Session)> _additions = [];

    /// <summary>Forgets all.</summary>
    internal void Clear()
    {
        _states.Clear();
        _additions.Clear();
    }

    /// <summary>A state was counted.</summary>
    internal void Add(ulong state) => _states.Add(state);

    /// <summary>What was counted since the last time came from a worker.</summary>
    internal void Close(int session)
    {
        var from = _additions.Count == 0 ? 0 : _additions[^1].To;
        if (from < _states.Count) { _additions.Add((from, _states.Count, session)); }
    }

    /// <summary>Tells a worker what it does not know.</summary>
    internal void Tell(AskerSession session, IActorRef self)
    {
        var states = CollectionsMarshal.AsSpan(_states);
        for (; session.Told < _additions.Count; session.Told++)
        {
            var (from, to, by) = _additions[session.Told];
            if (by == session.Number) { continue; }
            for (var at = from; at < to; at += Most)
            {
                var part = states[at..Math.Min(to, at + Most)];
                session.Send(FrameKind.States, UnitCodec.Written(part), self);
            }
        }
    }
}
