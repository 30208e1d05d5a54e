using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>What is asked of the groups of a container.</summary>
internal static class GroupBook
{
    /// <summary>Puts a container into the state that its calls would have led to, before anything is mapped.</summary>
    internal static void Start(ContainerState state, ContainerOptions options)
    {
        state.Kind.Value = options.StartsAs;
        if (options.StartsAs != ContainerKind.None) { state.Available.Value = options.MappingsMax; }
        foreach (var (group, domain) in options.StartsWith)
        {
            state.Groups[group] = new(domain, domain == DomainId.None ? 1 : 0, 1);
            if (domain == DomainId.None) { continue; }
            var known = options.Of(group);
            state.HadIommu.Value = 1;
            state.Domains[domain] = new(known.Unit, known.DomainKind, state.Domains[domain].Groups + 1);
        }

        for (var at = 0; at < options.StartsTelling.Count; at++) { state.Listeners[at] = options.StartsTelling[at]; }
    }

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
