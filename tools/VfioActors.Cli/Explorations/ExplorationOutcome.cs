using VfioActors.Cli.Explorations.Failures;
using VfioActors.Cli.Outputs;
using VfioActors.Cluster.Searches.Askers;
using VfioActors.Exploration;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Cli.Explorations;

/// <summary>What came of an exploration.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Search">What was found.</param>
/// <param name="Failures">What broke, each in its smallest form.</param>
/// <param name="IsCut">Whether somebody ended it early.</param>
internal sealed record ExplorationOutcome(
    ExplorationRequest Request, SearchReport Search, IReadOnlyList<FailureDocument> Failures, bool IsCut)
{
    /// <summary>Where the search is kept when it was ended early; null when it is not.</summary>
    public KeptSearch? Kept { get; init; }

    /// <summary>That nobody needs the checkpoint any more from which it went on; null where that is not so.</summary>
    public string? Spent { get; init; }

    /// <summary>What failed when the verdict was known already, a line each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What came of each point that was refused; null when none was to be.</summary>
    public FailNthOutcome? FailNth { get; init; }

    /// <summary>What nodes did; null when one process explored alone.</summary>
    public ClusterSearchReport? Cluster { get; init; }

    /// <summary>
    /// What to know of defects that are on: a scenario that a catalogue does not show a defect in need not meet it. And
    /// what is left behind.
    /// </summary>
    public IReadOnlyList<string> Hints =>
        Spent is null ? Request.HintsFor(Report) : [.. Request.HintsFor(Report), Spent];

    /// <summary>The defects that were on.</summary>
    public IReadOnlyCollection<string> Defects => Request.Arguments.Defects.Ids;

    /// <summary>The model of delivery by its name.</summary>
    public string Delivery => DeliveryNames.NameOf(Request.Delivery);

    /// <summary>Why it is inconclusive; null when it is not.</summary>
    public string? Doubt => VerdictText.Doubt(Report, VerdictText.Ended(IsCut));

    /// <summary>The numbers.</summary>
    public ExplorationReport Report => Search.Report;
}
