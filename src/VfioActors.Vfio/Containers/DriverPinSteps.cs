using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>How drivers pin pages: run by run, and nothing of it when one page cannot be had.</summary>
internal sealed class DriverPinSteps(ContainerOptions options, MappingBook book, DriverUnpinSteps unpin)
{
    private const int RecordQuestion = 1;
    private readonly bool _leaksPage = options.Defects.Has(Type1Defects.FailedRecordLeaksThePage);
    private readonly bool _addsFirst = options.Defects.Has(Type1Defects.AddressSumOverflows);
    private readonly bool _takesCountForError = options.Defects.Has(Type1Defects.PinTakesCountForError);
    private readonly bool _mistakesWait = options.Defects.Has(Type1Defects.WaitForVaddrIsDenied);
    private readonly bool _waits = options.Defects.Has(Type1Defects.PinWaitsForVaddr)
        || options.Defects.Has(Type1Defects.WaitForVaddrIsDenied);

    private readonly bool _keepsGroup = options.Defects.Has(Type1Defects.RefusedPinKeepsGroup);

    private readonly bool _enterNoLog = AccessRules.LogsDevicesOnly(options);

    internal void Begin(ContainerState state, Outbox outbox)
    {
        var request = state.Hand.Value.Request;
        var pages = ListBook.Close(state, in request);
        if (_waits && state.InvalidVaddrs.Value > 0)
        {
            _ = book.TryFind(state, request.Iova, 1, out var looked, out _);
            ParkSteps.Park(state, looked, outbox);
            return;
        }

        if (_mistakesWait && request.Third != 0) { state.StaleUses.Value++; }

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
        if (pinned.Error != Errno.None || _takesCountForError)
        {
            Undo(state, pinned.Error, outbox);
            return;
        }

        MappingBook.Charge(state, state.Hand.Value.At, (long)pinned.Charged.Value);
        state.Hand.Value = state.Hand.Value with
        {
            Pages = pinned.Pages.Value,
            First = pinned.First.Value,
            Freed = (long)pinned.Charged.Value,
        };
        if (options.RecordsMayFail) { outbox.Choose(RecordQuestion, 2); }
        else { Keep(state, outbox); }
    }

    /// <summary>There is memory for the record of a pin, or there is not.</summary>
    internal void OnChosen(ContainerState state, in Chosen chosen, Outbox outbox)
    {
        Ensure.That(chosen.Question == RecordQuestion, "a container asks about records only");
        if (chosen.Option == 0)
        {
            Keep(state, outbox);
            return;
        }

        outbox.Note($"has no memory for the record of the pin");
        if (!_leaksPage) { unpin.GiveBackBatch(state, outbox); }
        Undo(state, Errno.ENOMEM, outbox);
    }

    /// <summary>Records the batch in hand.</summary>
    private void Keep(ContainerState state, Outbox outbox)
    {
        var work = state.Hand.Value;
        var entry = state.Lists[new(work.Request.Client, work.Entry)];
        var iova = entry.AddressOf(work.Cursor);
        var key = work.At;
        if (MappingBook.IsOdd(key, iova)) { state.OddPins[new(key, iova)] = new(work.First, 1); }
        else { Record(state, Paging.PageOf(iova), work.Pages, new(work.First)); }

        // What lies before the mapping has no bit.
        var hasBit = iova >= key.Start && !_enterNoLog;
        if (hasBit) { LogSteps.Mark(state, key, Paging.PageOf(iova) - key.Page, work.Pages); }
        Advance(state, work.Pages);
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
        if (options.Of(request.Group).Devices > 1)
        {
            if (_keepsGroup) { state.GroupRefs.Value++; }
            return Errno.EINVAL;
        }

        var refusal = OtherBackends.RefusalToDrivers(state.Kind.Value);
        if (refusal != Errno.None) { return refusal; }
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
            var iova = entry.AddressOf(work.Cursor);
            var error = !book.TryFind(state, iova, Paging.Size, out var key, out var mapping) ? Errno.EINVAL
                : ((MapModes)work.Request.Modes & ~mapping.Rights) != 0 ? Errno.EPERM
                : Errno.None;
            if (error != Errno.None)
            {
                Undo(state, error, outbox);
                return;
            }

            var left = Math.Min(entry.Pages - work.Cursor, MappingBook.PagesFrom(state, iova, key, in mapping));
            state.Hand.Value = work with { At = key };
            if (TryAgain(state, key, (iova, left))) { continue; }
            Fetch(state, (iova, left), key, in mapping, outbox);
            return;
        }

        Publish(state, outbox);
    }

    /// <summary>Pages that are pinned already get one reference more.</summary>
    private static bool TryAgain(ContainerState state, MappingKey mapping, (ulong Iova, ulong Left) wanted)
    {
        var (iova, left) = wanted;
        if (MappingBook.IsOdd(mapping, iova))
        {
            OddKey key = new(mapping, iova);
            if (!state.OddPins.TryGet(key, out var odd)) { return false; }
            state.OddPins[key] = odd with { Refs = odd.Refs + 1 };
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
        ContainerState state, (ulong Iova, ulong Left) wanted, MappingKey key, in Mapping mapping, Outbox outbox)
    {
        var (iova, left) = wanted;
        var page = Paging.PageOf(iova);
        left = MappingBook.IsOdd(key, iova) ? 1 : Math.Min(left, state.Pins.RunAt(page).End - page);
        var modes = PinModes.Fits;
        if (mapping.Rights.HasFlag(MapModes.Write)) { modes |= PinModes.Write; }
        if (mapping.HasLockCap) { modes |= PinModes.LockCap; }
        if (state.Domains.Count == 0) { modes |= PinModes.Charge; }
        else if (options.Rules.TestsLimitAlways) { modes |= PinModes.Tests; }
        if (options.Rules.PinsNeedRecords) { modes |= PinModes.Records; }
        state.Hand.Value = state.Hand.Value with { Stage = WorkStage.PinningForDriver };
        var address = unchecked(_addsFirst
            ? (uint)(mapping.Vaddr.Value + iova) - key.Start
            : mapping.Vaddr.Value + (iova - key.Start));
        outbox.Send(options.Memory,
            new GuestMemoryMessage.Pin(new(address), new(left), mapping.Owner, mapping.Owner, modes));
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
        RequestBook.Finish(state, error, error == Errno.None ? 1UL : 0, outbox);
    }

    /// <summary>Tells the driver its pages, in the order in which it asked for them.</summary>
    private void Publish(ContainerState state, Outbox outbox)
    {
        var work = state.Hand.Value;
        var request = work.Request;
        for (var at = 0; state.Lists.TryGet(new(request.Client, at), out var entry); at++)
        {
            for (var done = 0UL; done < entry.Pages;)
            {
                var iova = entry.AddressOf(done);
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

    private (long First, ulong Pages) PinAt(ContainerState state, ulong iova, ulong most)
    {
        if (state.Apart.Value.Now > 0 || !Paging.Aligns(iova))
        {
            _ = book.TryFind(state, iova, Paging.Size, out var key, out _);
            if (MappingBook.IsOdd(key, iova)) { return (state.OddPins[new(key, iova)].Pfn, 1); }
            most = 1;
        }

        var page = Paging.PageOf(iova);
        var run = state.Pins.RunAt(page);
        return ((long)run.PfnOf(page), Math.Min(most, run.End - page));
    }
}
