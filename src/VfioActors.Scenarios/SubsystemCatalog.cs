using VfioActors.Scenarios.AuxDomains;
using VfioActors.Scenarios.DmaRw;
using VfioActors.Scenarios.Faults;
using VfioActors.Scenarios.Living;
using VfioActors.Scenarios.Spapr;
using VfioActors.Scenarios.Subsystems;
using VfioActors.Scenarios.Type1;

namespace VfioActors.Scenarios;

/// <summary>
/// Every subsystem of the house, a line each: scenarios, defects, the museum and storms are made from these lines.
/// </summary>
public static class SubsystemCatalog
{
    /// <summary>All of them, in the order in which they are listed.</summary>
    public static IReadOnlyList<Subsystem> All { get; } =
    [
        AuxSubsystem.Instance,
        Type1Subsystem.Instance,
        DmaRwSubsystem.Instance,
        SpaprSubsystem.Instance,
        FaultSubsystem.Instance,
        LivingSubsystem.Instance,
    ];
}
