using VfioActors.Behaviors;
using VfioActors.Vfio.Calls;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.DeviceGroups;

/// <summary>What an IOMMU group owns.</summary>
public sealed class DeviceGroupState : State, ICountsUses
{
    private const int CallsMost = 16;
    private const int PasidsMost = 16;
    private const int DomainsMost = 32;

    internal DeviceGroupState(Journal journal, DeviceGroupOptions options)
        : base(journal)
    {
        Domain = Variable(options.Domain);
        Pasids = SortedMap<Pasid, GroupDomain>(PasidsMost);
        Devices = SortedMap<DeviceId, GroupDevice>(Math.Max(options.Devices.Count, 1));
        Hardware = SortedMap<DevicePasid, GroupDomain>(PasidsMost * Math.Max(options.Devices.Count, 1));
        Recovering = Variable<int>();
        IsResetting = Variable<int>();
        Attachments = SortedMap<GroupDomain, int>(DomainsMost);
        Freed = SortedMap<GroupDomain, int>(DomainsMost);
        Calls = Fifo<GroupCall>(CallsMost);
        Awaited = Variable<int>();
        Uses = Variable<int>();
        NullUses = Variable<int>();
        RefusedResets = Variable<int>();
    }

    /// <summary>What is attached, as the group knows it.</summary>
    public Variable<GroupDomain> Domain { get; }

    /// <summary>What is attached under each tag, as the group knows it.</summary>
    public SortedMap<Pasid, GroupDomain> Pasids { get; }

    /// <summary>Its devices.</summary>
    public SortedMap<DeviceId, GroupDevice> Devices { get; }

    /// <summary>What is attached under each tag of each device in the hardware.</summary>
    public SortedMap<DevicePasid, GroupDomain> Hardware { get; }

    /// <summary>How many devices are being reset: nothing is attached meanwhile.</summary>
    public Variable<int> Recovering { get; }

    /// <summary>1 while a device is being reset, with a defect.</summary>
    public Variable<int> IsResetting { get; }

    /// <summary>How often users have each domain attached, as they know it.</summary>
    public SortedMap<GroupDomain, int> Attachments { get; }

    /// <summary>The domains that users freed.</summary>
    public SortedMap<GroupDomain, int> Freed { get; }

    /// <summary>The call that has the mutex, and those that wait for it.</summary>
    public Fifo<GroupCall> Calls { get; }

    /// <summary>How many invalidations the call in hand waits for.</summary>
    public Variable<int> Awaited { get; }

    /// <summary>How often a domain was used after it was freed; 0 in the reference.</summary>
    public Variable<int> Uses { get; }

    /// <summary>How often a domain was used where there is none; 0 in the reference.</summary>
    public Variable<int> NullUses { get; }

    /// <summary>How many resets were refused that nothing stands against; 0 in the reference.</summary>
    public Variable<int> RefusedResets { get; }

    /// <inheritdoc/>
    public int UsesAfterFree => Uses.Value;

    /// <inheritdoc/>
    public int UsesOfNothing => NullUses.Value;

    /// <summary>A user has a domain attached once more, or once less.</summary>
    internal void Count(GroupDomain domain, int change)
    {
        if (!domain.IsOfUser) { return; }
        var count = (Attachments.TryGet(domain, out var now) ? now : 0) + change;
        if (count > 0) { Attachments[domain] = count; }
        else { Attachments.Remove(domain); }
    }
}
