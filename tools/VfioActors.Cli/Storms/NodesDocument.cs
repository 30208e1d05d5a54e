using VfioActors.Cluster;
using VfioActors.Cluster.Fleets;

namespace VfioActors.Cli.Storms;

/// <summary>The nodes of a storm, for programs.</summary>
/// <param name="Letters">How many messages went from node to node.</param>
/// <param name="Fault">What befell a node, <c>kill</c> or <c>cut</c>; null when nothing did.</param>
/// <param name="LostMachines">The machines that were lost with a killed one, with the names of their actors.</param>
/// <param name="LostClients">The clients that were lost with it.</param>
/// <param name="GivenBack">How many things were given back in the place of clients that were parted from them.</param>
/// <param name="ClaimsJudged">How many claims about rest were judged.</param>
/// <param name="ClaimsNotJudged">Those that nobody could judge.</param>
internal sealed record NodesDocument(
    IReadOnlyList<NodeFigures> Nodes,
    long Letters,
    NodeFaultDocument? Fault,
    IReadOnlyList<LostMachine> LostMachines,
    IReadOnlyList<string> LostClients,
    int GivenBack,
    int ClaimsJudged,
    IReadOnlyList<UnjudgedClaim> ClaimsNotJudged)
{
    /// <summary>The document of a storm over nodes.</summary>
    public static NodesDocument Of(ClusterStormReport report) => new(
        report.Nodes,
        report.Letters,
        report.Fault is { } fault
            ? new(fault.Kind == NodeFaultKind.Kill ? "kill" : "cut", fault.Node, fault.After ?? 0)
            : null,
        report.LostMachines,
        report.LostClients,
        report.GivenBack,
        report.Judged,
        report.Unjudged);
}
