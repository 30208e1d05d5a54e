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

    /// <summary>The questions of the behaviour that the host may refuse.</summary>
    public abstract IReadOnlyList<HostRefusal> Refusals { get; }

    /// <summary>Runs what comes before the first step.</summary>
    public abstract void Start(Outbox outbox);

    /// <summary>Takes one step.</summary>
    public abstract void Receive(in Envelope envelope, Outbox outbox);

    /// <summary>Whether the behaviour declares that two messages commute.</summary>
    public abstract bool Commutes(in Envelope first, in Envelope second);
}
