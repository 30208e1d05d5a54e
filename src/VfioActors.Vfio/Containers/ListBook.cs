using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Vfio.Containers;

/// <summary>The lists that drivers send entry by entry.</summary>
internal static class ListBook
{
    /// <summary>Adds an entry to the list of the driver that sent the request.</summary>
    internal static void Add(ContainerState state, in ContainerRequest request)
    {
        ListKey key = new(request.Client, 0);
        while (state.Lists.Contains(key)) { key = key with { Entry = key.Entry + 1 }; }
        state.Lists[key] = new(request.Iova, request.Size, request.Third);
    }

    /// <summary>Adds the last entry.</summary>
    /// <returns>How many pages the whole list names.</returns>
    internal static ulong Close(ContainerState state, in ContainerRequest request)
    {
        if (request.Size > 0) { Add(state, in request); }
        var pages = 0UL;
        for (ListKey key = new(request.Client, 0); state.Lists.TryGet(key, out var entry);)
        {
            pages = entry.Pages > ulong.MaxValue - pages ? ulong.MaxValue : pages + entry.Pages;
            key = key with { Entry = key.Entry + 1 };
        }

        return pages;
    }

    /// <summary>Forgets a driver's list.</summary>
    internal static void Forget(ContainerState state, ActorId driver)
    {
        for (ListKey key = new(driver, 0); state.Lists.Remove(key);) { key = key with { Entry = key.Entry + 1 }; }
    }
}
