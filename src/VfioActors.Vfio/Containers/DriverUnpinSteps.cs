using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>How drivers give pages back: in one step, entry by entry, up to the first that is not mapped.</summary>
internal sealed class DriverUnpinSteps(ContainerOptions options, MappingBook book)
{
    private readonly bool _answersFreed = options.Defects.Has(Type1Defects.UnpinAnswersPagesFreed);
    private readonly bool _losesFirstPage = options.Defects.Has(Type1Defects.UnpinLooksUpNoBytes);

    internal void Begin(ContainerState state, Outbox outbox)
    {
        var request = state.Hand.Value.Request;
        var pages = ListBook.Close(state, in request);
        var error = pages == 0 ? Errno.EINVAL
            : pages > ContainerMessage.PagesMost ? Errno.E2BIG
            : state.Kind.Value == ContainerKind.Type1 ? Errno.EACCES
            : OtherBackends.RefusalToDrivers(state.Kind.Value);
        var handled = error == Errno.None ? ReleaseAll(state, request.Client, outbox) : 0;
        if (error == Errno.None && handled == 0) { error = Errno.EINVAL; }
        ListBook.Forget(state, request.Client);
        var freed = (ulong)state.Hand.Value.Freed;
        var warned = options.Rules.Warns && (error != Errno.None || handled < pages) ? 1 : 0;
        RequestBook.Finish(state, new ContainerMessage.Done(_answersFreed ? freed : handled, error, warned), outbox);
    }

    /// <summary>Takes one reference of each page of a range; a page that is not pinned is passed over.</summary>
    /// <returns>How many pages were handled before one was not mapped.</returns>
    internal ulong Release(ContainerState state, ulong iova, ulong pages, Outbox outbox, bool touches = true)
    {
        var done = 0UL;
        while (done < pages)
        {
            var address = unchecked(iova + (done << Paging.Shift));
            if (!book.TryFind(state, address, Paging.Size, out var key, out var mapping)) { return done; }
            if (_losesFirstPage && address == key.Start) { return done; }
            var left = Math.Min(pages - done, MappingBook.PagesFrom(state, address, key, in mapping));
            if (!touches) { done += left; }
            else if (MappingBook.IsOdd(key, address))
            {
                ReleaseOdd(state, new(key, address), in mapping, outbox);
                done++;
            }
            else { done += ReleaseRun(state, (address, left), key, in mapping, outbox); }
        }

        return done;
    }

    /// <summary>Gives the batch in hand back, which has no record.</summary>
    internal void GiveBackBatch(ContainerState state, Outbox outbox)
    {
        var work = state.Hand.Value;
        GiveBack(state, (work.First, work.Pages), work.At, state.Mappings[work.At], outbox);
    }

    private ulong ReleaseAll(ContainerState state, ActorId driver, Outbox outbox)
    {
        var handled = 0UL;
        for (ListKey key = new(driver, 0); state.Lists.TryGet(key, out var entry);)
        {
            key = key with { Entry = key.Entry + 1 };
            var count = Release(state, entry.Iova, entry.Held, outbox);
            if (count == entry.Held) { count += Overlook(state, in entry, outbox); }
            handled += count;
            if (count < entry.Pages) { break; }
        }

        return handled;
    }

    /// <summary>Counts the pages of an entry that are mapped and that the driver does not hold.</summary>
    private ulong Overlook(ContainerState state, in ListEntry entry, Outbox outbox) => Release(
        state, entry.AddressOf(entry.Held), entry.Pages - entry.Held, outbox, touches: false);

    private ulong ReleaseRun(
        ContainerState state, (ulong Iova, ulong Left) wanted, MappingKey key, in Mapping mapping, Outbox outbox)
    {
        var page = Paging.PageOf(wanted.Iova);
        var run = state.Pins.RunAt(page);
        var count = Math.Min(wanted.Left, run.End - page);
        if (!run.IsPinned) { return count; }
        state.Pins.Unpin(page, count);
        if (run.Refs == 1) { GiveBack(state, ((long)run.PfnOf(page), count), key, in mapping, outbox); }
        return count;
    }

    private void ReleaseOdd(ContainerState state, OddKey key, in Mapping mapping, Outbox outbox)
    {
        if (!state.OddPins.TryGet(key, out var odd)) { return; }
        if (odd.Refs > 1) { state.OddPins[key] = odd with { Refs = odd.Refs - 1 }; }
        else
        {
            state.OddPins.Remove(key);
            GiveBack(state, (odd.Pfn, 1), key.Mapping, in mapping, outbox);
        }
    }

    /// <summary>The last reference is gone: the page goes back, and its charge unless the IOMMU has it too.</summary>
    private void GiveBack(
        ContainerState state, (long First, ulong Pages) run, MappingKey key, in Mapping mapping, Outbox outbox)
    {
        Pfn first = new(run.First);
        state.Hand.Value = state.Hand.Value with { Freed = state.Hand.Value.Freed + (long)run.Pages };
        if (first.IsReserved) { return; }
        var uncharged = state.Domains.Count == 0 ? run.Pages : 0;
        if (uncharged > 0) { MappingBook.Charge(state, key, -(long)uncharged); }
        var written = mapping.Rights.HasFlag(MapModes.Write) ? AreaRights.Write : AreaRights.None;
        outbox.Send(options.Memory,
            new GuestMemoryMessage.Unpin(first, new(run.Pages), new(uncharged), mapping.Owner, written));
    }
}
