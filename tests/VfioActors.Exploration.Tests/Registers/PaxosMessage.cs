using VfioActors.Behaviors;

namespace VfioActors.Exploration.Tests.Registers;

/// <summary>What servers of Paxos say to each other.</summary>
internal static class PaxosMessage
{
    public readonly record struct Prepare(Sequencer Ballot) : IMessage;

    /// <param name="Ballot">The round that is closed for those before it.</param>
    /// <param name="Accepted">What was accepted last.</param>
    public readonly record struct Prepared(Sequencer Ballot, Vote Accepted) : IMessage;

    public readonly record struct Accept(Sequencer Ballot, Proposal Proposal) : IMessage;

    public readonly record struct Accepted(Sequencer Ballot) : IMessage;

    public readonly record struct Decided(Sequencer Ballot, Proposal Proposal) : IMessage;
}
