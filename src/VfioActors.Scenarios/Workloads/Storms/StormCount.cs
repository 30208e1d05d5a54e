using VfioActors.Exploration.Scenarios;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>
/// How many things of one sort a storm has: a parameter of its scenario, and an option of its command.
/// </summary>
/// <param name="Parameter">The parameter, with its bounds and how many there are in a storm that is explored.</param>
/// <param name="Summary">What is set, in the words of the command.</param>
/// <param name="Usual">How many a storm of real actors has when nothing is said; 0 for none.</param>
public sealed record StormCount(ScenarioParameter Parameter, string Summary, int Usual)
{
    /// <summary>What they are, in the plural, such as <c>devices</c>: the name on the command line.</summary>
    public string Name => Parameter.Name;

    /// <summary>What one of them is.</summary>
    public string One => Name.EndsWith('s') ? Name[..^1] : Name;
}
