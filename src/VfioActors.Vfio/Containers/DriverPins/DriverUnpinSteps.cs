using VfioActors.Behaviors;
using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Containers.Pins;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.DriverPins;

/// <summary>How drivers give pages back: in one step, entry by entry, up to the first that is not mapped.</summary>
internal sealed class DriverUnpinSteps(ContainerOptions options, MappingIndex mappings)
{
    private readonly bool _answersFreed = options.Kernel.Has(Type1Defects.UnpinAnswersPagesFreed);
    private readonly bool _losesFirstPage = options.Kernel.Has(Type1Defects.UnpinLooksUpNoBytes);

    internal void Begin(ContainerState state, in ContainerMessage.Unpin call, ActorId driver, Outbox outbox)
    {
        var pages = PinList.Close(state, new(call.Iova, call.Pages, call.Held), driver);
        var error = pages.Value == 0 ? Errno.EINVAL
            : pages > ContainerMessage.PagesMost ? Errno.E2BIG
            : state.Kind.Value == ContainerKind.Type1 ? Errno.EACCES
            : OtherBackends.RefusalToDrivers(state.Kind.Value);
        var released = error == Errno.None ? ReleaseAll(state, driver, outbox) : default;
        var handled = released.Handled;
        if (error == Errno.None && handled.Value == 0) { error = Errno.EINVAL; }
        PinList.Forget(state, driver);
        var warned = options.Kernel.Warns && (error != Errno.None || handled < pages) ? 1 : 0;
        var answer = _answersFreed ? released.Freed : handled;
        state.Finish(new ContainerMessage.Done(answer.Value, error, warned), outbox);
    }

    /// <summary>Takes one reference of each page of a range; a page that is not pinned is passed over.</summary>
    internal Released Release(ContainerState state, Iova iova, PageCount pages, Outbox outbox)
    {
        Released released = default;
        while (released.Handled < pages)
        {
            var address = iova.Plus(released.Handled);
            if (!TryFind(state, address, out var key, out var mapping)) { break; }
            var left = pages.Minus(released.Handled);
            left = PageCount.Min(left, MappingIndex.PagesFrom(state, address, key, in mapping));
            released = released.Plus(MappingIndex.IsOdd(key, address)
                ? ReleaseOdd(state, new(key, address), in mapping, outbox)
                : ReleaseRun(state, (address, left), key, in mapping, outbox));
        }

        return released;
    }

    /// <summary>The last reference is gone: the page goes back, and its charge unless the IOMMU has it too.</summary>
    internal void GiveBack(
        ContainerState state, (Pfn First, PageCount Pages) run, MappingKey key, in Mapping mapping, Outbox outbox)
    {
        if (run.First.IsReserved) { return; }
        var uncharged = state.Domains.Count == 0 ? run.Pages : default;
        if (uncharged.Value > 0) { MappingIndex.Charge(state, key, -(long)uncharged.Value); }
        var written = mapping.Rights.HasFlag(MapModes.Write) ? AreaRights.Write : AreaRights.None;
        outbox.Send(options.Memory,
            new GuestMemoryMessage.Unpin(run.First, run.Pages, uncharged, mapping.Owner, written));
    }

    private bool TryFind(ContainerState state, Iova address, out MappingKey key, out Mapping mapping) =>
        mappings.TryFind(state, address, PageCount.One.Bytes, out key, out mapping)
        && !(_losesFirstPage && address == key.Start);

    private Released ReleaseAll(ContainerState state, ActorId driver, Outbox outbox)
    {
        Released released = default;
        for (PinListKey key = new(driver, 0); state.Lists.TryGet(key, out var entry); key = key.Next)
        {
            var part = Release(state, entry.Iova, entry.Held, outbox);
            if (part.Handled == entry.Held) { part = part.Plus(new(Overlook(state, in entry), default)); }
            released = released.Plus(part);
            if (part.Handled < entry.Pages) { break; }
        }

        return released;
    }

    /// <summary>Counts the pages of an entry that are mapped and that the driver does not hold.</summary>
    private PageCount Overlook(ContainerState state, in ContainerMessage.PinListEntry entry)
    {
        var (iova, pages) = (entry.Iova.Plus(entry.Held), entry.Pages.Minus(entry.Held));
        PageCount done = default;
        while (done < pages && TryFind(state, iova.Plus(done), out var key, out var mapping))
        {
            var left = MappingIndex.PagesFrom(state, iova.Plus(done), key, in mapping);
            done = done.Plus(PageCount.Min(pages.Minus(done), left));
        }

        return done;
    }

    private Released ReleaseRun(
        ContainerState state, (Iova Iova, PageCount Left) wanted, MappingKey key, in Mapping mapping, Outbox outbox)
    {
        var page = wanted.Iova.Page;
        var run = state.Pins.RunAt(page);
        var count = PageCount.Min(wanted.Left, run.End.Since(page));
        if (!run.IsPinned) { return new(count, default); }
        state.Pins.Unpin(page, count);
        if (run.Refs > 1) { return new(count, default); }
        GiveBack(state, (run.PfnOf(page), count), key, in mapping, outbox);
        return new(count, count);
    }

    private Released ReleaseOdd(ContainerState state, OddKey key, in Mapping mapping, Outbox outbox)
    {
        if (!state.OddPins.TryGet(key, out var odd)) { return new(PageCount.One, default); }
        if (odd.Refs > 1)
        {
            state.OddPins[key] = odd with { Refs = odd.Refs - 1 };
            return new(PageCount.One, default);
        }

        state.OddPins.Remove(key);
        GiveBack(state, (odd.Pfn, PageCount.One), key.Mapping, in mapping, outbox);
        return new(PageCount.One, PageCount.One);
    }
}
