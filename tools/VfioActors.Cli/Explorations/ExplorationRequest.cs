using VfioActors.Cli.Explorations.Failures;
using VfioActors.Cli.Traces;
using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Cli.Explorations;

/// <summary>What is to be explored, and how: checked, so that nothing of it is the user's mistake any more.</summary>
/// <param name="Strategy">Null when the program is to choose.</param>
/// <param name="Profile">The profile's name; null when none was named.</param>
internal sealed record ExplorationRequest(
    Scenario Scenario,
    ScenarioArguments Arguments,
    Delivery Delivery,
    string? Strategy,
    string? Profile,
    ExplorationOptions Options)
{
    /// <summary>What a bag does to messages beside delivering them in any order.</summary>
    public BagFaults Faults { get; init; }

    /// <summary>Whether every point where the model may refuse is refused in turn.</summary>
    public bool FailNth { get; init; }

    /// <summary>Which failures people are shown in full.</summary>
    public FailureChoice Failures { get; init; } = new(null, FailureChoice.UsualLimit);

    /// <summary>Which nodes explore together; null for this process alone.</summary>
    public ClusterRequest? Cluster { get; init; }

    /// <summary>Traces of bugs that were seen before.</summary>
    public KnownTraces Known { get; init; } = KnownTraces.None;

    /// <summary>How long what broke is made small at most, when that is said; null when not.</summary>
    public TimeSpan? MinimizeTime { get; init; }

    /// <summary>
    /// How long what broke is made small at most: whoever bounds the search waits for that as long again, and no
    /// longer. Null for as long as it takes.
    /// </summary>
    public TimeSpan? TimeOfMinimizing => MinimizeTime ?? Options.Time;

    /// <summary>For each defect that is on and is shown elsewhere, or otherwise: where.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];

    /// <summary>
    /// What to know of defects that are on: a scenario that a catalogue does not show a defect in need not meet it. And
    /// whether fewer threads searched than were asked for.
    /// </summary>
    public IReadOnlyList<string> HintsFor(ExplorationReport report)
    {
        var hints = report.Verdict == Verdict.Broken ? [] : Hints;
        if (report.Obstacle is not null)
        {
            hints = [.. hints, "give it room there, or name another folder with --scratch DIR; what is kept goes on"];
        }

        return Cluster is not null || report.Threads >= Options.Workers
            ? hints
            : [.. hints, $"--workers {Options.Workers}: one thread searched, since {WhyAlone(report.Strategy)}"];
    }

    private string WhyAlone(string strategy) =>
        Options.Symmetry ? "a search with --symmetry is not shared"
        : Options.Preemptions is not null ? "a search with --preemptions is not shared"
        : Options.AtMemory == AtMemory.Bitstate ? "one that may go on in bits is not shared"
        : !Scenario.TellsStatesApart ? "what the actors remember cannot be seen"
        : Strategy is null && strategy == "dpor"
            ? "the runs of dpor are bounded when no strategy is asked for; --strategy dpor is shared"
        : $"{strategy} is not shared";
}
