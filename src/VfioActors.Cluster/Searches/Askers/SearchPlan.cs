using VfioActors.Cluster.Searches.Messages;
using VfioActors.Exploration;
using VfioActors.Exploration.Units;

namespace VfioActors.Cluster.Searches.Askers;

/// <summary>What whoever asks needs to begin.</summary>
/// <param name="Offer">What nodes are told.</param>
/// <param name="Ledger">What is left, and what came of the rest.</param>
/// <param name="Counted">The states that were counted, which the ledger tells it.</param>
/// <param name="Expected">How many nodes there will be: nothing is given away before they are all there.</param>
/// <param name="Progress">Told now and then how far it is.</param>
internal sealed record SearchPlan(
    SearchOffer Offer,
    UnitLedger Ledger,
    CountedStates Counted,
    int Expected,
    Action<ExplorationProgress>? Progress)
{
    /// <summary>Whether nodes are started here; others come and go as they like.</summary>
    internal bool StartsNodes { get; init; }
}
