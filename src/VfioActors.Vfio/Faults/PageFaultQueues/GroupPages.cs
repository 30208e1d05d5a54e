using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.PageFaultQueues;

/// <summary>
/// The pages of groups before their last: they wait for it, and go where their group goes. As in the kernel the number
/// of the group alone says which group they are of, not the PASID.
/// </summary>
/// <remarks>Source: iommu_handle_iopf, drivers/iommu/io-pgfault.c, Linux 6.10.</remarks>
internal static class GroupPages
{
    /// <summary>A page that is not the last of its group came.</summary>
    /// <returns>ENOMEM: too many wait.</returns>
    internal static Errno Keep(PageFaultQueueState state, in FaultRecord record, DeviceId device)
    {
        if (state.Pages.IsFull) { return Errno.ENOMEM; }
        state.Pages[++state.NextOrder.Value] = new(record.Address, device, record.Group, 0);
        return Errno.None;
    }

    /// <summary>The last page of a group came.</summary>
    /// <returns>How many came before it.</returns>
    internal static int Join(PageFaultQueueState state, GroupKey key, uint order)
    {
        var pages = 0;
        for (var at = 0; at < state.Pages.Count; at++)
        {
            var page = state.Pages.Values[at];
            if (page.Order != 0 || page.Device != key.Device || page.Group != key.Group) { continue; }
            state.Pages[state.Pages.Keys[at]] = page with { Order = order };
            pages++;
        }

        return pages;
    }

    /// <summary>The last page of a group was refused: those before it go as well.</summary>
    internal static void Refuse(PageFaultQueueState state, GroupKey key)
    {
        for (var at = state.Pages.Count - 1; at >= 0; at--)
        {
            var page = state.Pages.Values[at];
            var isOfIt = page.Order == 0 && page.Device == key.Device && page.Group == key.Group;
            if (isOfIt) { state.Pages.Remove(state.Pages.Keys[at]); }
        }
    }

    /// <summary>Takes the first page of a group.</summary>
    /// <returns>Whether there was one.</returns>
    internal static bool TryTake(PageFaultQueueState state, uint order, out Iova address)
    {
        for (var at = 0; at < state.Pages.Count; at++)
        {
            var page = state.Pages.Values[at];
            if (page.Order != order) { continue; }
            address = page.Address;
            state.Pages.Remove(state.Pages.Keys[at]);
            return true;
        }

        address = default;
        return false;
    }

    /// <summary>The queue has left a device: what a read has in hand stays with that read.</summary>
    internal static void Forget(PageFaultQueueState state, DeviceId device)
    {
        for (var at = state.Pages.Count - 1; at >= 0; at--)
        {
            var page = state.Pages.Values[at];
            if (page.Device == device && !IsInHand(state, page)) { state.Pages.Remove(state.Pages.Keys[at]); }
        }
    }

    private static bool IsInHand(PageFaultQueueState state, in EarlierPage page)
    {
        var isInHand = false;
        foreach (var copying in state.Copying.Values) { isInHand |= copying.Group.Order == page.Order; }
        return isInHand;
    }
}
