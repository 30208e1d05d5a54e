using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.AuxDomains;

/// <summary>What one domain is like.</summary>
public sealed record AuxDomainOptions
{
    /// <summary>The unit of each device, by the device's number; nobody where none covers it.</summary>
    public required IReadOnlyList<ActorId> Units { get; init; }

    /// <summary>The names of the devices, for notes.</summary>
    public required IReadOnlyList<string> DeviceNames { get; init; }

    /// <summary>Who hands out PASIDs.</summary>
    public required ActorId Allocator { get; init; }

    /// <summary>How many levels its tables have at first: 3 to 5. The kernel's agaw is 2 less.</summary>
    public int Levels { get; init; } = 4;

    /// <summary>
    /// How many bits the highest address that it maps has, 0 to 64: the kernel's max_addr is at most 1 shifted by it.
    /// </summary>
    public int AddressBits { get; init; }

    /// <summary>Whether its tables are the host's under a guest's.</summary>
    public TranslationStage Stage { get; init; } = TranslationStage.SecondLevel;

    /// <summary>Whether its user, not the kernel, decides what is mapped: IOMMU_DOMAIN_UNMANAGED.</summary>
    public bool Unmanaged { get; init; } = true;

    /// <summary>Whether the driver of the IOMMU knows aux-domains at all.</summary>
    public bool DriverAttaches { get; init; } = true;

    /// <summary>Whether memory for the record of a device may be missing: then either is tried.</summary>
    public bool RecordsMayFail { get; init; }

    /// <summary>How many requests may be open at once, 1 to 64; one more is answered EAGAIN.</summary>
    public int RequestsMax { get; init; } = 16;

    /// <summary>The unit of a device, or nobody.</summary>
    internal ActorId UnitOf(DeviceId device) => device.Value < Units.Count ? Units[device.Value] : ActorId.Nobody;

    /// <summary>The device's name, for notes.</summary>
    internal string NameOfDevice(DeviceId device) =>
        device.Value < DeviceNames.Count ? DeviceNames[device.Value] : $"device {device}";
}
