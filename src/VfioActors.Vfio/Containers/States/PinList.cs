using VfioActors.Behaviors;
using VfioActors.Vfio.Containers.Pins;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.States;

/// <summary>The lists that drivers send entry by entry.</summary>
internal static class PinList
{
    /// <summary>Adds an entry to the list of the driver that sent the request.</summary>
    internal static void Add(ContainerState state, in ContainerMessage.PinListEntry entry, ActorId driver)
    {
        PinListKey key = new(driver, 0);
        while (state.Lists.Contains(key)) { key = key.Next; }
        state.Lists[key] = entry;
    }

    /// <summary>Adds the last entry, if it names any page.</summary>
    /// <returns>How many pages the whole list names.</returns>
    internal static PageCount Close(ContainerState state, in ContainerMessage.PinListEntry last, ActorId driver)
    {
        if (last.Pages.Value > 0) { Add(state, in last, driver); }
        PageCount pages = default;
        for (PinListKey key = new(driver, 0); state.Lists.TryGet(key, out var entry); key = key.Next)
        {
            pages = pages.PlusMost(entry.Pages);
        }

        return pages;
    }

    /// <summary>Forgets a driver's list.</summary>
    internal static void Forget(ContainerState state, ActorId driver)
    {
        for (PinListKey key = new(driver, 0); state.Lists.Remove(key);) { key = key.Next; }
    }
}
