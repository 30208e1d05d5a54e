namespace VfioActors.Exploration.Tests.Registers;

/// <summary>What a server of Paxos remembers, but for the answers to its last round.</summary>
/// <param name="Ballot">The latest round that it knows of.</param>
/// <param name="Proposal">What it proposes.</param>
/// <param name="Accepts">Who accepted that, as bits of numbers.</param>
/// <param name="Accepted">What it accepted itself.</param>
/// <param name="IsDecided">1 when it knows that something was decided.</param>
internal readonly record struct PaxosView(
    Sequencer Ballot, Proposal Proposal, int Accepts, Vote Accepted, int IsDecided);
