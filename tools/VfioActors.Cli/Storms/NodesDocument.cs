using VfioActors.Cluster;

namespace VfioActors.Cli.Storms;

/// <summary>The nodes of a storm, for programs.</summary>
/// <param name="Letters">How many messages went from node to node.</param>
/// <param name="KilledAfter">After how many answered operations a node was killed; null when none was.</param>
/// <param name="LostMachines">The machines that were lost with it, with the names of their actors.</param>
/// <param name="LostClients">The clients that were lost with it.</param>
/// <param name="ClaimsJudged">How many claims about rest were judged.</param>
/// <param name="ClaimsNotJudged">Those that nobody could judge.</param>
internal sealed record NodesDocument(
    IReadOnlyList<NodeFigures> Nodes,
    long Letters,
    long? KilledAfter,
    IReadOnlyList<LostMachine> LostMachines,
    IReadOnlyList<string> LostClients,
    int ClaimsJudged,
    IReadOnlyList<UnjudgedClaim> ClaimsNotJudged)
{
    /// <summary>The document of a storm over nodes.</summary>
    public static NodesDocument Of(ClusterStormReport report) => new(
        report.Nodes,
        report.Letters,
        report.KilledAfter,
        report.LostMachines,
        report.LostClients,
        report.Judged,
        report.Unjudged);
}
