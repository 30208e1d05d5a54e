using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Storms;

namespace VfioActors.Scenarios;

/// <summary>Every scenario of the house.</summary>
public static class ScenarioCatalog
{
    /// <summary>The storm on all subsystems that take part in storms.</summary>
    public static StormScenario Storm { get; } = new(SubsystemCatalog.All);

    /// <summary>Parts of that storm.</summary>
    public static StormScriptScenario StormScript { get; } = new(Storm);

    /// <summary>All of them, subsystem by subsystem: those on several stand behind the own ones of the first.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. from subsystem in SubsystemCatalog.All
           from scenario in subsystem.Scenarios.Concat(OnSeveral.Where(one => one.Subsystem == subsystem.Name))
           select scenario,
    ];

    /// <summary>The scenario of a name, or null.</summary>
    public static Scenario? Find(string name) => All.FirstOrDefault(scenario => scenario.Name == name);

    private static IReadOnlyList<Scenario> OnSeveral => [Storm, StormScript];
}
