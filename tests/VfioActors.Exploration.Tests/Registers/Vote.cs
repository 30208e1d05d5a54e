namespace VfioActors.Exploration.Tests.Registers;

/// <summary>What a server of Paxos accepted, and in which round; nothing when there is no proposal.</summary>
internal readonly record struct Vote(Sequencer Ballot, Proposal Proposal) : IComparable<Vote>
{
    /// <remarks>Rounds begin with 1, so that nothing comes before something.</remarks>
    public int CompareTo(Vote other) => (Ballot, Proposal).CompareTo((other.Ballot, other.Proposal));
}
