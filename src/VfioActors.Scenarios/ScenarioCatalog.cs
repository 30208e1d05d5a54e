using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.AuxDomains;
using VfioActors.Scenarios.AuxOneOwner;

namespace VfioActors.Scenarios;

/// <summary>Every scenario of the house.</summary>
public static class ScenarioCatalog
{
    /// <summary>All of them, in the order in which they are listed.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new AuxAttachDetachScenario(),
        new AuxOneOwnerScenario(),
    ];

    /// <summary>The scenario of a name, or null.</summary>
    public static Scenario? Find(string name) => All.FirstOrDefault(scenario => scenario.Name == name);
}
