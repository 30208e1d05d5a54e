using VfioActors.Behaviors;
using VfioActors.Vfio.Containers.Calls;
using VfioActors.Vfio.Containers.Pins;

namespace VfioActors.Vfio.Containers.States;

/// <summary>The lists that drivers send entry by entry.</summary>
internal static class PinList
{
    /// <summary>Adds an entry to the list of the driver that sent the request.</summary>
    internal static void Add(ContainerState state, in ContainerRequest request)
    {
        PinListKey key = new(request.Client, 0);
        while (state.Lists.Contains(key)) { key = key with { Entry = key.Entry + 1 }; }
        state.Lists[key] = new(new(request.Iova), new(request.Size), new(request.Third));
    }

    /// <summary>Adds the last entry.</summary>
    /// <returns>How many pages the whole list names.</returns>
    internal static ulong Close(ContainerState state, in ContainerRequest request)
    {
        if (request.Size > 0) { Add(state, in request); }
        var pages = 0UL;
        for (PinListKey key = new(request.Client, 0); state.Lists.TryGet(key, out var entry);)
        {
            pages = entry.Pages.Value > ulong.MaxValue - pages ? ulong.MaxValue : pages + entry.Pages.Value;
            key = key with { Entry = key.Entry + 1 };
        }

        return pages;
    }

    /// <summary>Forgets a driver's list.</summary>
    internal static void Forget(ContainerState state, ActorId driver)
    {
        for (PinListKey key = new(driver, 0); state.Lists.Remove(key);) { key = key with { Entry = key.Entry + 1 }; }
    }
}
