using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.AuxDomains;
using VfioActors.Scenarios.AuxOneOwner;
using VfioActors.Scenarios.DmaRw;
using VfioActors.Scenarios.Faults;
using VfioActors.Scenarios.Living;
using VfioActors.Scenarios.Spapr;
using VfioActors.Scenarios.Storms;
using VfioActors.Scenarios.Type1;

namespace VfioActors.Scenarios;

/// <summary>Every scenario of the house.</summary>
public static class ScenarioCatalog
{
    /// <summary>All of them, in the order in which they are listed.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new AuxAttachDetachScenario(),
        new AuxOneOwnerScenario(),
        new AuxBindScenario(),
        new AuxClearAbsentScenario(),
        new AuxDisableScenario(),
        new AuxFailedAttachScenario(),
        new AuxFewPasidsScenario(),
        new AuxFreeDomainScenario(),
        new AuxGroupScenario(),
        new AuxGuestPasidScenario(),
        new AuxLockOrderScenario(),
        new AuxNoMemoryScenario(),
        new AuxPrimaryScenario(),
        new AuxRemoveDeviceScenario(),
        new AuxSameDeviceScenario(),
        new AuxScriptScenario(),
        new AuxStalePasidScenario(),
        new AuxTwoUnitsScenario(),
        new AuxUnmapScenario(),
        new AuxUnmatchedDetachScenario(),
        new StormScenario(),
        new StormScriptScenario(),
        new Type1CallbackScenario(),
        new Type1FetchScenario(),
        new Type1LimitScenario(),
        new Type1LogScenario(),
        new Type1PinUnmapScenario(),
        new Type1ProcessScenario(),
        new Type1RangeScenario(),
        new Type1ReservedScenario(),
        new Type1UnpinScenario(),
        new Type1VaddrScenario(),
        new DmaRwCallScenario(),
        new DmaRwLogScenario(),
        new DmaRwRaceScenario(),
        new DmaRwUnmapScenario(),
        new SpaprMapScenario(),
        new SpaprModeScenario(),
        new SpaprRaceScenario(),
        new SpaprRegisterScenario(),
        new FaultRegionScenario(),
        new FaultReportScenario(),
        new FaultCloseScenario(),
        new FaultResponseScenario(),
        new FaultIommufdScenario(),
        new FaultStormNestedScenario(),
        new PasidFaultDetachScenario(),
        new LivingIommufdScenario(),
        new LivingPageRequestScenario(),
        new LivingEntryScenario(),
        new LivingInterruptScenario(),
        new PasidResetScenario(),
    ];

    /// <summary>The scenario of a name, or null.</summary>
    public static Scenario? Find(string name) => All.FirstOrDefault(scenario => scenario.Name == name);
}
