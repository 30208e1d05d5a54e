using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>What is asked of the groups of a container.</summary>
internal static class GroupBook
{
    /// <summary>Whether an emulated group is attached.</summary>
    internal static bool HasEmulated(ContainerState state)
    {
        foreach (var entry in state.Groups.Values)
        {
            if (entry.Attached != 0 && entry.Domain == DomainId.None) { return true; }
        }

        return false;
    }

    /// <summary>How many IOMMU-backed groups may write pages that nobody pinned.</summary>
    internal static int NonPinned(ContainerState state)
    {
        var count = 0;
        foreach (var entry in state.Groups.Values)
        {
            if (entry.Attached != 0 && entry.Domain != DomainId.None && entry.PinnedScope == 0) { count++; }
        }

        return count;
    }
}
