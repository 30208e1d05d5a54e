using VfioActors.Behaviors.Reads;
using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors;

/// <summary>One actor with its state, its behaviour's type hidden: what every host runs.</summary>
public abstract class Cell
{
    private protected Cell(ActorId id, string name, bool mayCommute)
    {
        Id = id;
        Name = name;
        MayCommute = mayCommute;
    }

    /// <summary>The actor's number.</summary>
    public ActorId Id { get; }

    /// <summary>The actor's name.</summary>
    public string Name { get; }

    /// <summary>
    /// Whether the behaviour declares anything to commute; if not, <see cref="Commutes"/> need not be asked.
    /// </summary>
    public bool MayCommute { get; }

    /// <summary>What the actor owns.</summary>
    public abstract State State { get; }

    /// <summary>
    /// The fingerprint of what the actor owns, where the journal keeps; who asks here is no step that reads it.
    /// </summary>
    public ulong Fingerprint => State.Sum;

    /// <summary>What a step reads of what the actor owns; null for a host that never goes back.</summary>
    public ReadLog? Reads => State.Journal.Reads;

    /// <summary>
    /// Whether all that a step reads of it is noted there: not of a part that is derived from <see cref="StatePart"/>
    /// elsewhere.
    /// </summary>
    public bool TellsReads => State.TellsReads;

    /// <summary>The questions of the behaviour that the host may refuse.</summary>
    public abstract IReadOnlyList<HostRefusal> Refusals { get; }

    /// <summary>Runs what comes before the first step.</summary>
    public abstract void Start(Outbox outbox);

    /// <summary>Takes one step.</summary>
    public abstract void Receive(in Envelope envelope, Outbox outbox);

    /// <summary>Whether the behaviour declares that two messages commute.</summary>
    public abstract bool Commutes(in Envelope first, in Envelope second);
}
