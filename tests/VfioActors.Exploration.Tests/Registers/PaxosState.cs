using VfioActors.Behaviors;

namespace VfioActors.Exploration.Tests.Registers;

/// <summary>What a server of Paxos remembers.</summary>
internal sealed class PaxosState : State
{
    public PaxosState(Journal journal)
        : base(journal)
    {
        View = Variable<PaxosView>();
        Prepares = SortedMap<int, Vote>(3);
    }

    public Variable<PaxosView> View { get; }

    /// <summary>Who answered its round, each with what it had accepted.</summary>
    public SortedMap<int, Vote> Prepares { get; }
}
