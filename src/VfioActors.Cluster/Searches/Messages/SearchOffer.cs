using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Cluster.Searches.Messages;

/// <summary>
/// Asks a node to take part in a search: the scenario goes by its name. Answered by <see cref="SearchAnswer"/>.
/// </summary>
/// <param name="Search">The number of the search.</param>
/// <param name="Product">The version of the product that asks.</param>
/// <param name="Model">The hash of the code that makes up the model.</param>
/// <param name="Scenario">The name of the scenario.</param>
internal sealed record SearchOffer(long Search, string Product, string Model, string Scenario)
{
    /// <summary>The hash of the user's assembly that the scenario is of; empty for one of the house.</summary>
    internal string Assembly { get; init; } = "";

    /// <summary>The parameters, each with its value.</summary>
    internal IReadOnlyList<(string Name, string Value)> Values { get; init; } = [];

    /// <summary>The ids of the defects that are on.</summary>
    internal IReadOnlyList<string> Defects { get; init; } = [];

    /// <summary>Which orders can happen.</summary>
    internal Delivery Delivery { get; init; }

    /// <summary>What a bag does beside.</summary>
    internal BagFaults Faults { get; init; }

    /// <summary>The name of the strategy.</summary>
    internal string Strategy { get; init; } = "";

    /// <summary>Where the random numbers of a sample start.</summary>
    internal long Seed { get; init; }

    /// <summary>Whether a run ends where it first breaks a property.</summary>
    internal bool StopsRuns { get; init; }

    /// <summary>
    /// The fingerprint of a run of the scenario where it was asked for: the node's has to be the same.
    /// </summary>
    internal ulong Trial { get; init; }
}
