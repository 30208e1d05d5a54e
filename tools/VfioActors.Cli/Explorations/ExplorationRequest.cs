using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds;

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
    /// <summary>For each defect that is on and is shown elsewhere, or otherwise: where.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];
}
