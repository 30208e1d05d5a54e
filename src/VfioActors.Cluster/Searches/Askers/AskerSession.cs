using Akka.Actor;
using VfioActors.Cluster.Searches.Messages;
using VfioActors.Cluster.Searches.Wire;

namespace VfioActors.Cluster.Searches.Askers;

/// <summary>What whoever asks knows of a worker of a node.</summary>
/// <param name="node">Of which node.</param>
/// <param name="worker">Which of its workers, from 0.</param>
/// <param name="turn">With which steps it begins.</param>
internal sealed class AskerSession(NodeRecord node, int worker, int turn)
{
    private FrameCutter _cutter = new(0, 0);
    private FrameJoiner _joiner = new();

    /// <summary>Of which node.</summary>
    internal NodeRecord Node { get; } = node;

    /// <summary>Which of its workers.</summary>
    internal int Worker { get; } = worker;

    /// <summary>With which steps it begins.</summary>
    internal int Turn { get; } = turn;

    /// <summary>The number under which it works.</summary>
    internal int Number { get; private set; }

    /// <summary>The actor that it is; null before it is ready.</summary>
    internal IActorRef? Actor { get; set; }

    /// <summary>How many of the additions to the counted states it was told.</summary>
    internal int Told { get; set; }

    /// <summary>How many of the states that were finished later it was told.</summary>
    internal int ToldFinished { get; set; }

    /// <summary>It begins, or begins anew, under another number.</summary>
    internal void Begin(long search, int number)
    {
        (Number, Actor, Told, ToldFinished) = (number, null, 0, 0);
        (_cutter, _joiner) = (new(search, number), new());
    }

    /// <summary>Sends it something.</summary>
    internal void Send(FrameKind kind, ReadOnlyMemory<byte> message, IActorRef self)
    {
        foreach (var frame in _cutter.Cut(kind, message)) { Actor!.Tell(frame, self); }
    }

    /// <summary>Has it find out whether something did not come.</summary>
    internal void Count(IActorRef self) => Actor?.Tell(_cutter.Count(), self);

    /// <summary>A frame of it came.</summary>
    /// <returns>The message that it is the last piece of; null when more of it comes.</returns>
    internal ReadOnlyMemory<byte>? Join(SearchFrame frame) => _joiner.Add(frame);
}
