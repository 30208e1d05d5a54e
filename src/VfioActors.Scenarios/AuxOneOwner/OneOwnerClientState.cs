using VfioActors.Behaviors;
using VfioActors.Behaviors.Scripts;
using VfioActors.Behaviors.Waits;

namespace VfioActors.Scenarios.AuxOneOwner;

/// <summary>Where a client is.</summary>
public sealed class OneOwnerClientState : State, IWaits, IAdvances
{
    /// <summary>An operation asks for fewer things, one after the other, in the order of their numbers.</summary>
    private const int RequestsMost = (int)OneOwnerRequest.Leave + 1;

    private readonly ActorId _owner;

    internal OneOwnerClientState(Journal journal, ActorId owner, int operations)
        : base(journal)
    {
        _owner = owner;
        LastPlace = operations * RequestsMost;
        Next = Variable<int>();
        Asked = Variable<OneOwnerRequest>();
    }

    /// <summary>The place in its script of the operation in hand.</summary>
    public Variable<int> Next { get; }

    /// <summary>What it waits for the reply to.</summary>
    public Variable<OneOwnerRequest> Asked { get; }

    /// <inheritdoc/>
    public int Place => (Next.Value * RequestsMost) + (int)Asked.Value;

    /// <inheritdoc/>
    public int LastPlace { get; }

    /// <inheritdoc/>
    public void Tell(WaitList waits)
    {
        if (Asked.Value != OneOwnerRequest.Nothing) { waits.For(_owner); }
    }
}
