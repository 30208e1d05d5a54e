using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.VendorDrivers;

/// <summary>How a vendor driver keeps count of what it holds, and drops it when it must.</summary>
internal sealed class DropSteps(VendorDriverOptions options)
{
    /// <summary>Notes one reference more of each page.</summary>
    internal static void Keep(VendorDriverState state, Iova iova, PageCount pages)
    {
        if (iova.IsAligned)
        {
            Change(state, iova.Page, pages, 1);
            return;
        }

        for (PageCount at = default; at < pages; at = at.Plus(PageCount.One)) { state.HeldOdd[iova.Plus(at)]++; }
    }

    /// <summary>Notes one reference less of each page that is held.</summary>
    internal static void Forget(VendorDriverState state, Iova iova, PageCount pages)
    {
        if (iova.IsAligned)
        {
            Change(state, iova.Page, pages, -1);
            return;
        }

        for (PageCount at = default; at < pages; at = at.Plus(PageCount.One))
        {
            var address = iova.Plus(at);
            if (!state.HeldOdd.TryGet(address, out var refs)) { continue; }
            if (refs == 1) { state.HeldOdd.Remove(address); }
            else { state.HeldOdd[address] = refs - 1; }
        }
    }

    /// <summary>For how many pages from an address on it stays the same whether they are held, run by run.</summary>
    internal static PageCount Stretch(VendorDriverState state, Iova iova, PageCount most, bool isHeld)
    {
        PageCount pages = default;
        while (pages < most && Holds(state, iova.Plus(pages)) == isHeld)
        {
            var (page, left) = (iova.Page.Plus(pages), most.Minus(pages));
            pages = pages.Plus(!iova.IsAligned ? PageCount.One
                : state.Held.TryFrom(0, page, out var run) ? PageCount.Min(run.Pages, left)
                : state.Held.Gap(0, page, left));
        }

        return pages;
    }

    /// <summary>Whether a page is held.</summary>
    private static bool Holds(VendorDriverState state, Iova iova) =>
        iova.IsAligned ? state.Held.TryFrom(0, iova.Page, out _) : state.HeldOdd.Contains(iova);

    /// <summary>A range goes away: drops as the policy says, then answers.</summary>
    internal static void OnDmaUnmap(VendorDriverState state, in VendorDriverMessage.DmaUnmap unmap, Outbox outbox)
    {
        var (first, last) = (unmap.Iova, unmap.Iova.LastOf(unmap.Size));
        outbox.Note($"is told that {Counted.Of(unmap.Size.Pages, "page")} at {unmap.Iova} will go away");
        switch (state.Policy.Value)
        {
            case CallbackPolicy.Refuse: break;
            case CallbackPolicy.UnpinOne: DropOnce(state, first, last, PageCount.One, outbox); break;
            case CallbackPolicy.UnpinReference: DropOnce(state, first, last, PageCount.Most, outbox); break;
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

    /// <summary>The device is closed: drops everything, or forgets it.</summary>
    internal void DropForClose(VendorDriverState state, Outbox outbox)
    {
        if (options.UsesAfterClose) { return; }
        if (!options.ForgetsAtClose) { DropAll(state, default, Iova.Highest, outbox); }
        state.Held.Clear(0);
        while (state.HeldOdd.Count > 0) { state.HeldOdd.Remove(state.HeldOdd.Keys[0]); }
    }

    /// <summary>One reference of each page in the range, of at most so many pages.</summary>
    private static void DropOnce(VendorDriverState state, Iova first, Iova last, PageCount most, Outbox outbox)
    {
        var page = first.Page;
        while (most > default(PageCount) && TryHeld(state, page, last, out var start, out var pages))
        {
            var count = PageCount.Min(pages, most);
            Drop(state, Iova.OfPage(start), count, outbox);
            (page, most) = (start.Plus(pages), most.Minus(count));
        }
    }

    private static void DropAll(VendorDriverState state, Iova first, Iova last, Outbox outbox)
    {
        while (TryHeld(state, first.Page, last, out var start, out var pages))
        {
            Drop(state, Iova.OfPage(start), pages, outbox);
        }

        for (var at = state.HeldOdd.Count - 1; at >= 0; at--)
        {
            var address = state.HeldOdd.Keys[at];
            if (address.LastOf(PageCount.One.Bytes) < first || address > last) { continue; }
            for (var refs = state.HeldOdd.Values[at]; refs > 0; refs--) { Drop(state, address, PageCount.One, outbox); }
        }
    }

    /// <summary>The first run that is held in a range, cut to it.</summary>
    private static bool TryHeld(
        VendorDriverState state, PageIndex page, Iova last, out PageIndex start, out PageCount pages)
    {
        pages = default;
        if (!state.Held.TryNext(0, page, out start, out var run) || start > last.Page) { return false; }
        pages = PageCount.Min(run.Pages, last.Page.Since(start).Plus(PageCount.One));
        return true;
    }

    private static void Drop(VendorDriverState state, Iova iova, PageCount pages, Outbox outbox)
    {
        outbox.Note($"drops {Counted.Of(pages, "page")} at {iova}");
        Forget(state, iova, pages);
        for (PageCount at = default; at < pages; at = at.Plus(ContainerMessage.PagesMost))
        {
            var count = PageCount.Min(pages.Minus(at), ContainerMessage.PagesMost);
            state.Calls.Enqueue(new(default, outbox.Serving, DriverCallKind.Drop));
            outbox.Send(state.Container.Value, new ContainerMessage.Unpin(iova.Plus(at), count, count));
        }
    }

    private static void Change(VendorDriverState state, PageIndex page, PageCount pages, long by)
    {
        for (var end = page.Plus(pages); page < end;)
        {
            var (held, left) = (state.Held.TryFrom(0, page, out var run), end.Since(page));
            var count = held ? PageCount.Min(run.Pages, left) : state.Held.Gap(0, page, left);
            var refs = run.Refs + by;
            if (refs > 0) { state.Held.Set(0, page, new(count, refs)); }
            else if (held) { state.Held.Clear(0, page, count); }
            page = page.Plus(count);
        }
    }
}
