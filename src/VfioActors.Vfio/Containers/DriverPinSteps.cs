using VfioActors.Behaviors;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>How drivers pin pages: run by run, and nothing of it when one page cannot be had.</summary>
internal sealed class DriverPinSteps(ContainerOptions options, MappingBook book, DriverUnpinSteps unpin)
{
    internal void Begin(ContainerState state, Outbox outbox)
    {
        var request = state.Hand.Value.Request;
        var pages = ListBook.Close(state, in request);
        var error = Objection(state, in request, pages);
        if (error != Errno.None)
        {
            ListBook.Forget(state, request.Client);
            RequestBook.Finish(state, error, 0, outbox);
            return;
        }

        Next(state, outbox);
    }

    internal void OnPinned(ContainerState state, in GuestMemoryMessage.Pinned pinned, Outbox outbox)
    {
        if (pinned.Error != Errno.None)
        {
            Undo(state, pinned.Error, outbox);
            return;
        }

        var work = state.Hand.Value;
        var entry = state.Lists[new(work.Request.Client, work.Entry)];
        var iova = entry.Iova + (work.Cursor << Paging.Shift);
        var start = work.At << Paging.Shift;
        MappingBook.Charge(state, start, (long)pinned.Charged.Value);
        if (Paging.Aligns(iova)) { Record(state, Paging.PageOf(iova), pinned.Pages.Value, pinned.First); }
        else { state.OddPins[iova] = new(pinned.First.Value, 1); }
        LogSteps.Mark(state, start, Math.Max(Paging.PageOf(iova), work.At) - work.At, pinned.Pages.Value);
        Advance(state, pinned.Pages.Value);
        Next(state, outbox);
    }

    private static void Record(ContainerState state, ulong page, ulong pages, Pfn first)
    {
        if (first != Pfn.Zero) { state.Pins.Pin(page, pages, (ulong)first.Value); }
        else
        {
            for (var at = 0UL; at < pages; at++) { state.Pins.Pin(page + at, 1, (ulong)first.Value); }
        }
    }

    private static void Advance(ContainerState state, ulong pages)
    {
        var work = state.Hand.Value;
        var entry = state.Lists[new(work.Request.Client, work.Entry)];
        work = work with { Cursor = work.Cursor + pages, Total = work.Total + pages };
        state.Hand.Value = work.Cursor < entry.Pages ? work : work with { Cursor = 0, Entry = work.Entry + 1 };
    }

    private Errno Objection(ContainerState state, in ContainerRequest request, ulong pages)
    {
        if (pages == 0) { return Errno.EINVAL; }
        if (pages > ContainerMessage.PagesMost) { return Errno.E2BIG; }
        if (options.Of(request.Group).Devices > 1 || state.Kind.Value == ContainerKind.None) { return Errno.EINVAL; }
        if (state.Kind.Value == ContainerKind.Type1) { return Errno.EACCES; }
        if (state.InvalidVaddrs.Value > 0) { return Errno.EBUSY; }
        var listens = options.Rules.AnyListenerServes ? state.Listeners.Count > 0 : Listens(state, request.Client);
        return listens ? Errno.None : Errno.EINVAL;
    }

    private static bool Listens(ContainerState state, ActorId driver)
    {
        foreach (var known in state.Listeners.Values)
        {
            if (known == driver) { return true; }
        }

        return false;
    }

    /// <summary>Goes on from run to run until a page has to be fetched.</summary>
    private void Next(ContainerState state, Outbox outbox)
    {
        while (state.Lists.TryGet(new(state.Hand.Value.Request.Client, state.Hand.Value.Entry), out var entry))
        {
            var work = state.Hand.Value;
            var iova = entry.Iova + (work.Cursor << Paging.Shift);
            var last = iova > ulong.MaxValue - (Paging.Size - 1) ? ulong.MaxValue : iova + (Paging.Size - 1);
            var error = !book.TryIn(state, iova, last, out var start, out var mapping) ? Errno.EINVAL
                : ((MapModes)work.Request.Modes & ~mapping.Rights) != 0 ? Errno.EPERM
                : Errno.None;
            if (error != Errno.None)
            {
                Undo(state, error, outbox);
                return;
            }

            var left = Math.Min(entry.Pages - work.Cursor, MappingBook.PagesFrom(iova, start, in mapping));
            state.Hand.Value = work with { At = Paging.PageOf(start) };
            if (TryAgain(state, iova, left)) { continue; }
            Fetch(state, (iova, left), start, in mapping, outbox);
            return;
        }

        Publish(state, outbox);
    }

    /// <summary>Pages that are pinned already get one reference more.</summary>
    private static bool TryAgain(ContainerState state, ulong iova, ulong left)
    {
        if (!Paging.Aligns(iova))
        {
            if (!state.OddPins.TryGet(iova, out var odd)) { return false; }
            state.OddPins[iova] = odd with { Refs = odd.Refs + 1 };
            Advance(state, 1);
            return true;
        }

        var page = Paging.PageOf(iova);
        var run = state.Pins.RunAt(page);
        if (!run.IsPinned) { return false; }
        var count = Math.Min(left, run.End - page);
        state.Pins.Pin(page, count, run.PfnOf(page));
        Advance(state, count);
        return true;
    }

    private void Fetch(
        ContainerState state, (ulong Iova, ulong Left) wanted, ulong start, in Mapping mapping, Outbox outbox)
    {
        var (iova, left) = wanted;
        var page = Paging.PageOf(iova);
        left = Paging.Aligns(iova) ? Math.Min(left, state.Pins.RunAt(page).End - page) : 1;
        var modes = PinModes.Fits;
        if (mapping.Rights.HasFlag(MapModes.Write)) { modes |= PinModes.Write; }
        if (mapping.HasLockCap) { modes |= PinModes.LockCap; }
        if (state.Domains.Count == 0) { modes |= PinModes.Charge; }
        if (options.Rules.PinsNeedRecords) { modes |= PinModes.Records; }
        state.Hand.Value = state.Hand.Value with { Stage = WorkStage.PinningForDriver };
        Vaddr vaddr = new(unchecked(mapping.Vaddr.Value + (iova - start)));
        outbox.Send(options.Memory,
            new GuestMemoryMessage.Pin(vaddr, new(left), mapping.Owner, mapping.Owner, modes));
    }

    /// <summary>Gives one reference of each page back that this call took, and answers.</summary>
    private void Undo(ContainerState state, Errno error, Outbox outbox)
    {
        var work = state.Hand.Value;
        for (var at = 0; at <= work.Entry && state.Lists.TryGet(new(work.Request.Client, at), out var entry); at++)
        {
            var pages = at < work.Entry ? entry.Pages : work.Cursor;
            if (pages > 0) { _ = unpin.Release(state, entry.Iova, pages, outbox); }
        }

        ListBook.Forget(state, work.Request.Client);
        RequestBook.Finish(state, error, 0, outbox);
    }

    /// <summary>Tells the driver its pages, in the order in which it asked for them.</summary>
    private static void Publish(ContainerState state, Outbox outbox)
    {
        var work = state.Hand.Value;
        var request = work.Request;
        for (var at = 0; state.Lists.TryGet(new(request.Client, at), out var entry); at++)
        {
            for (var done = 0UL; done < entry.Pages;)
            {
                var iova = entry.Iova + (done << Paging.Shift);
                var (first, pages) = PinAt(state, iova, entry.Pages - done);
                outbox.Send(request.Client, new ContainerMessage.Pinned(new(iova), new(pages), new(first)));
                done += pages;
            }
        }

        var isIn = state.Groups.TryGet(request.Group, out var group);
        if (isIn) { state.Groups[request.Group] = group with { PinnedScope = 1 }; }
        ListBook.Forget(state, request.Client);
        RequestBook.Finish(state, Errno.None, work.Total, outbox);
    }

    private static (long First, ulong Pages) PinAt(ContainerState state, ulong iova, ulong most)
    {
        if (!Paging.Aligns(iova)) { return (state.OddPins[iova].Pfn, 1); }
        var page = Paging.PageOf(iova);
        var run = state.Pins.RunAt(page);
        return ((long)run.PfnOf(page), Math.Min(most, run.End - page));
    }
}
