using VfioActors.Scenarios.Workloads.Clients;
using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.IommuUnits;

namespace VfioActors.Vfio.Tests.AuxDomains;

/// <summary>What makes a bench differ from the usual one.</summary>
public sealed record AuxBenchOptions
{
    public IReadOnlyList<DeviceOptions> Devices { get; init; } = [new("x"), new("y")];

    public Func<IommuUnitOptions, IommuUnitOptions> Unit { get; init; } = unit => unit;

    public Func<AuxDomainOptions, AuxDomainOptions> Domain { get; init; } = domain => domain;

    public int TakenPasids { get; init; }

    public IReadOnlyList<ClientStep> Script { get; init; } = [];

    public static AuxBenchOptions WithX(Func<DeviceOptions, DeviceOptions> change) =>
        new() { Devices = [change(new("x")), new("y")] };

    public static AuxBenchOptions WithUnit(Func<IommuUnitOptions, IommuUnitOptions> change) => new() { Unit = change };

    public static AuxBenchOptions WithDomain(Func<AuxDomainOptions, AuxDomainOptions> change) =>
        new() { Domain = change };
}
