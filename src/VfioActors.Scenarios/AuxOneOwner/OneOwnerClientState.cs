using VfioActors.Behaviors;
using VfioActors.Behaviors.Scripts;
using VfioActors.Behaviors.Waits;

namespace VfioActors.Scenarios.AuxOneOwner;

/// <summary>Where a client is.</summary>
public sealed class OneOwnerClientState : State, IWaits, IAdvances
{
    private readonly ActorId _owner;

    internal OneOwnerClientState(Journal journal, ActorId owner, int operations)
        : base(journal)
    {
        _owner = owner;
        LastPlace = operations;
        Next = Variable<int>();
        Asked = Variable<OneOwnerRequest>();
    }

    /// <summary>The place in its script of the operation in hand.</summary>
    public Variable<int> Next { get; }

    /// <summary>What it waits for the reply to.</summary>
    public Variable<OneOwnerRequest> Asked { get; }

    /// <inheritdoc/>
    public int Place => Next.Value;

    /// <inheritdoc/>
    public int LastPlace { get; }

    /// <inheritdoc/>
    public void Tell(WaitList waits)
    {
        if (Asked.Value != OneOwnerRequest.Nothing) { waits.For(_owner); }
    }
}
