using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.IommuUnits;

namespace VfioActors.Scenarios.AuxDomains.Settings;

/// <summary>Which actors a scenario about aux-domains has, beside its clients.</summary>
public sealed record AuxSettingOptions
{
    /// <summary>The devices by their number.</summary>
    public required IReadOnlyList<DeviceOptions> Devices { get; init; }

    /// <summary>The unit of each device; all on the first one when there are fewer numbers than devices.</summary>
    public IReadOnlyList<int> UnitOfDevice { get; init; } = [];

    /// <summary>What makes each unit differ from the usual one.</summary>
    public IReadOnlyList<Func<IommuUnitOptions, IommuUnitOptions>> Units { get; init; } = [unit => unit];

    /// <summary>What makes each domain differ from the usual one.</summary>
    public IReadOnlyList<Func<AuxDomainOptions, AuxDomainOptions>> Domains { get; init; } = [UsualDomain];

    /// <summary>The ids 1 to this are in use by others.</summary>
    public int TakenPasids { get; init; }

    /// <summary>A domain as it usually is.</summary>
    public static AuxDomainOptions UsualDomain(AuxDomainOptions domain) => domain;

    /// <summary>So many enabled devices, dev0 and so on, as they usually are.</summary>
    public static IReadOnlyList<DeviceOptions> Plain(int devices) =>
        [.. Enumerable.Range(0, devices).Select(number => new DeviceOptions($"dev{number}"))];
}
