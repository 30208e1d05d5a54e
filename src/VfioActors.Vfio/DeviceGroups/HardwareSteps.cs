using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.DeviceGroups;

/// <summary>What the driver of the IOMMU does for the core: sets and removes entries, invalidates.</summary>
internal sealed class HardwareSteps(DeviceGroupOptions options, DefectSet defects)
{
    private readonly bool _removesTwice = defects.Has(LivingDefects.BlockedDeviceIsDetachedAgain);

    /// <summary>
    /// The DMA of a device goes through another domain from now on; where ids are shared, that of all.
    /// </summary>
    internal void Set(DeviceGroupState state, DeviceId device, GroupDomain domain, Outbox outbox)
    {
        outbox.Note($"dev{device} -> {domain}");
        for (var at = 0; at < state.Devices.Count; at++)
        {
            var key = state.Devices.Keys[at];
            if (key != device && !options.IsAliased) { continue; }
            state.Devices[key] = state.Devices[key] with { Attached = domain };
        }
    }

    /// <summary>What a device has cached under a tag is invalidated.</summary>
    internal void Invalidate(DeviceGroupState state, DeviceId device, Pasid pasid, Outbox outbox)
    {
        state.Awaited.Value++;
        outbox.Send(options.Devices[device.Value], new ResettableMessage.Invalidate(pasid));
    }

    /// <summary>A domain comes under a tag of a device.</summary>
    internal static void SetPasid(
        DeviceGroupState state, DeviceId device, Pasid pasid, GroupDomain domain, Outbox outbox)
    {
        Use(state, domain, outbox);
        outbox.Note($"dev{device}[{pasid}] -> {domain}");
        state.Hardware[new(device, pasid)] = domain;
    }

    /// <summary>It leaves, and what was cached goes.</summary>
    internal void RemovePasid(DeviceGroupState state, DeviceId device, Pasid pasid, Outbox outbox)
    {
        outbox.Note($"clears dev{device}[{pasid}]");
        state.Hardware.Remove(new(device, pasid));
        Invalidate(state, device, pasid, outbox);
    }

    /// <summary>It leaves all devices that are not blocked: those have it no more.</summary>
    internal void RemoveGroupPasid(DeviceGroupState state, Pasid pasid, Outbox outbox)
    {
        for (var at = 0; at < state.Devices.Count; at++)
        {
            if (state.Devices.Values[at].IsBlocked == 0 || _removesTwice)
            {
                RemovePasid(state, state.Devices.Keys[at], pasid, outbox);
            }
        }
    }

    /// <summary>A domain is used.</summary>
    internal static void Use(DeviceGroupState state, GroupDomain domain, Outbox outbox)
    {
        if (!state.Freed.Contains(domain)) { return; }
        outbox.Note($"uses {domain}, which is freed");
        state.Uses.Value++;
    }
}
