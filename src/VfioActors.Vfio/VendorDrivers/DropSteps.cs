using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.VendorDrivers;

/// <summary>How a vendor driver keeps count of what it holds, and drops it when it must.</summary>
internal sealed class DropSteps(VendorDriverOptions options)
{
    /// <summary>Notes one reference more of each page.</summary>
    internal static void Keep(VendorDriverState state, ulong iova, ulong pages)
    {
        if (!Paging.Aligns(iova))
        {
            for (var at = 0UL; at < pages; at++) { state.HeldOdd[unchecked(iova + (at << Paging.Shift))]++; }
            return;
        }

        Change(state, iova >> Paging.Shift, pages, 1);
    }

    /// <summary>Notes one reference less of each page that is held.</summary>
    internal static void Forget(VendorDriverState state, ulong iova, ulong pages)
    {
        if (Paging.Aligns(iova))
        {
            Change(state, iova >> Paging.Shift, pages, -1);
            return;
        }

        for (var at = 0UL; at < pages; at++)
        {
            var address = unchecked(iova + (at << Paging.Shift));
            if (!state.HeldOdd.TryGet(address, out var refs)) { continue; }
            if (refs == 1) { state.HeldOdd.Remove(address); }
            else { state.HeldOdd[address] = refs - 1; }
        }
    }

    /// <summary>For how many pages from an address on it stays the same whether they are held, run by run.</summary>
    internal static ulong Stretch(VendorDriverState state, ulong iova, ulong most, bool isHeld)
    {
        var pages = 0UL;
        while (pages < most && Holds(state, iova + (pages << Paging.Shift)) == isHeld)
        {
            var page = Paging.PageOf(iova) + pages;
            pages += !Paging.Aligns(iova) ? 1
                : state.Held.TryFrom(0, page, out var run) ? Math.Min(run.Pages, most - pages)
                : state.Held.Gap(0, page, most - pages);
        }

        return pages;
    }

    /// <summary>Whether a page is held.</summary>
    private static bool Holds(VendorDriverState state, ulong iova) =>
        Paging.Aligns(iova) ? state.Held.TryFrom(0, iova >> Paging.Shift, out _) : state.HeldOdd.Contains(iova);

    /// <summary>A range goes away: drops as the policy says, then answers.</summary>
    internal static void OnDmaUnmap(VendorDriverState state, VendorDriverMessage.DmaUnmap unmap, Outbox outbox)
    {
        var (first, last) = (unmap.Iova.Value, unmap.Iova.Value + (unmap.Size.Value - 1));
        outbox.Note($"is told that {unmap.Size.Value >> Paging.Shift} pages at {unmap.Iova} go away");
        switch (state.Policy.Value)
        {
            case CallbackPolicy.Refuse: break;
            case CallbackPolicy.Script: DropScript(state, outbox); break;
            case CallbackPolicy.UnpinOne: DropOnce(state, first, last, 1, outbox); break;
            case CallbackPolicy.UnpinReference: DropOnce(state, first, last, ulong.MaxValue, outbox); break;
            default: DropAll(state, first, last, outbox); break;
        }

        if (state.Policy.Value == CallbackPolicy.UnpinAllAndLeave && state.Listens.Value != 0)
        {
            state.Told.Value = new(unmap.Slot, unmap.Round);
            state.Calls.Enqueue(new(default, outbox.Serving, DriverCallKind.Leave));
            outbox.Send(state.Container.Value, default(ContainerMessage.Unlisten));
            return;
        }

        outbox.Send(state.Container.Value, new ContainerMessage.Told(unmap.Slot, unmap.Round));
    }

    /// <summary>The driver has stopped listening from within a callback, which now ends.</summary>
    internal static void OnLeft(VendorDriverState state, Outbox outbox)
    {
        state.Listens.Value = 0;
        outbox.Send(state.Container.Value, new ContainerMessage.Told(state.Told.Value.Slot, state.Told.Value.Round));
        state.Told.Value = default;
    }

    /// <summary>The device is closed: drops everything, or as a script says, or forgets it.</summary>
    internal void DropForClose(VendorDriverState state, Outbox outbox)
    {
        if (options.UsesAfterClose) { return; }
        if (state.Policy.Value == CallbackPolicy.Script) { DropScript(state, outbox); }
        else if (!options.ForgetsAtClose) { DropAll(state, 0, ulong.MaxValue, outbox); }
        state.Held.Clear(0);
        while (state.HeldOdd.Count > 0) { state.HeldOdd.Remove(state.HeldOdd.Keys[0]); }
    }

    private static void DropScript(VendorDriverState state, Outbox outbox)
    {
        while (state.Foreseen.Count > 0 && state.Foreseen.Dequeue() is { Pages: > 0 } entry)
        {
            for (var time = 0UL; time < entry.Pages; time++) { Drop(state, entry.Iova, 1, outbox); }
        }
    }

    /// <summary>One reference of each page in the range, of at most so many pages.</summary>
    private static void DropOnce(VendorDriverState state, ulong first, ulong last, ulong most, Outbox outbox)
    {
        var page = first >> Paging.Shift;
        while (most > 0 && TryHeld(state, page, last, out var start, out var pages))
        {
            var count = Math.Min(pages, most);
            Drop(state, start << Paging.Shift, count, outbox);
            (page, most) = (start + pages, most - count);
        }
    }

    private static void DropAll(VendorDriverState state, ulong first, ulong last, Outbox outbox)
    {
        while (TryHeld(state, first >> Paging.Shift, last, out var start, out var pages))
        {
            Drop(state, start << Paging.Shift, pages, outbox);
        }

        for (var at = state.HeldOdd.Count - 1; at >= 0; at--)
        {
            var address = state.HeldOdd.Keys[at];
            if (address + (Paging.Size - 1) < first || address > last) { continue; }
            for (var refs = state.HeldOdd.Values[at]; refs > 0; refs--) { Drop(state, address, 1, outbox); }
        }
    }

    /// <summary>The first run that is held in a range, cut to it.</summary>
    private static bool TryHeld(VendorDriverState state, ulong page, ulong last, out ulong start, out ulong pages)
    {
        pages = 0;
        var lastPage = Paging.PageOf(last);
        if (!state.Held.TryNext(0, page, out start, out var run) || start > lastPage) { return false; }
        pages = Math.Min(run.Pages, lastPage - start + 1);
        return true;
    }

    private static void Drop(VendorDriverState state, ulong iova, ulong pages, Outbox outbox)
    {
        outbox.Note($"drops {pages} pages at {new Iova(iova)}");
        Forget(state, iova, pages);
        for (var at = 0UL; at < pages; at += ContainerMessage.PagesMost)
        {
            var count = Math.Min(pages - at, ContainerMessage.PagesMost);
            state.Calls.Enqueue(new(default, outbox.Serving, DriverCallKind.Drop));
            Iova first = new(iova + (at << Paging.Shift));
            outbox.Send(state.Container.Value, new ContainerMessage.Unpin(first, new(count), new(count)));
        }
    }

    private static void Change(VendorDriverState state, ulong page, ulong pages, long by)
    {
        for (var end = page + pages; page < end;)
        {
            var held = state.Held.TryFrom(0, page, out var run);
            var count = held ? Math.Min(run.Pages, end - page) : state.Held.Gap(0, page, end - page);
            var refs = run.Refs + by;
            if (refs > 0) { state.Held.Set(0, page, new(count, refs)); }
            else if (held) { state.Held.Clear(0, page, count); }
            page += count;
        }
    }
}
