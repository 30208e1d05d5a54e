using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.IommuUnits;

/// <summary>What one IOMMU unit is like.</summary>
public sealed record IommuUnitOptions
{
    /// <summary>The devices by their number; null where a device is on another unit.</summary>
    public required IReadOnlyList<DeviceOptions?> Devices { get; init; }

    /// <summary>The name of an actor, for notes.</summary>
    public Func<ActorId, string> NameOf { get; init; } = actor => actor.ToString();

    /// <summary>How many domain ids there are, from 1. The hardware's own reserved ids are not counted.</summary>
    public int DomainIdsMax { get; init; } = 32;

    /// <summary>How many levels of page table the hardware walks: 3 to 5. The kernel's agaw is 2 less.</summary>
    public int Levels { get; init; } = 4;

    /// <summary>The widest guest address in bits that the hardware takes: the kernel's mgaw.</summary>
    public int WidthMax { get; init; } = 64;

    /// <summary>Whether it translates second-level tables by PASID.</summary>
    public bool SecondLevel { get; init; } = true;

    /// <summary>Whether it translates one level under another.</summary>
    public bool Nesting { get; init; }

    /// <summary>Whether it runs in scalable mode with PASIDs, and translation is on.</summary>
    public bool ScalableMode { get; init; } = true;

    /// <summary>The device's name, for notes.</summary>
    public string NameOfDevice(DeviceId device) => DeviceOf(device)?.Name ?? $"device {device}";

    /// <summary>
    /// The width in bits of the addresses that the unit translates: of its levels, but not above its limit.
    /// </summary>
    /// <remarks>Source: agaw_to_width, drivers/iommu/intel-iommu.c, Linux 5.2.</remarks>
    public int Width => Math.Min(12 + (9 * Levels), WidthMax);

    /// <summary>The device's options, or null when it is not on this unit.</summary>
    internal DeviceOptions? DeviceOf(DeviceId device) => device.Value < Devices.Count ? Devices[device.Value] : null;

    /// <summary>What has become of a device.</summary>
    internal DeviceMode ModeOf(IommuUnitState state, DeviceId device)
    {
        if (DeviceOf(device) is not { Known: true } options) { return DeviceMode.Unknown; }
        if (state.Modes.TryGet(device, out var mode)) { return mode; }
        return options.Enabled ? DeviceMode.Enabled : DeviceMode.Plain;
    }
}
