using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Containers.Calls;
using VfioActors.Vfio.Containers.DirtyLogs;
using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Containers.Pins;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.DriverPins;

/// <summary>How drivers pin pages: run by run, and nothing of it when one page cannot be had.</summary>
internal sealed class DriverPinSteps(ContainerOptions options, MappingIndex mappings, DriverUnpinSteps unpin)
{
    private const int RecordQuestion = 1;

    /// <summary>What the host may refuse.</summary>
    internal static IReadOnlyList<HostRefusal> Refusals { get; } =
        [new(RecordQuestion, "memory for the record of a pin", "vfio_add_to_pfn_list", "ENOMEM")];

    private readonly bool _leaksPage = options.Kernel.Has(Type1Defects.FailedRecordLeaksThePage);
    private readonly bool _addsFirst = options.Kernel.Has(Type1Defects.AddressSumOverflows);
    private readonly bool _takesCountForError = options.Kernel.Has(Type1Defects.PinTakesCountForError);
    private readonly bool _mistakesWait = options.Kernel.Has(Type1Defects.WaitForVaddrIsDenied);
    private readonly bool _waits = options.Kernel.Has(Type1Defects.PinWaitsForVaddr)
        || options.Kernel.Has(Type1Defects.WaitForVaddrIsDenied);

    private readonly bool _keepsGroup = options.Kernel.Has(Type1Defects.RefusedPinKeepsGroup);

    private readonly bool _enterNoLog = AccessRules.LogsDevicesOnly(options);

    internal void Begin(ContainerState state, in ContainerMessage.Pin call, ActorId driver, Outbox outbox)
    {
        var pages = PinList.Close(state, new(call.Iova, call.Pages, default), driver);
        if (_waits && state.InvalidVaddrs.Value > 0)
        {
            _ = mappings.TryFind(state, call.Iova, new(1), out var looked, out _);
            SleepSteps.Sleep(state, looked, outbox);
            return;
        }

        var error = Objection(state, in call, pages);
        if (error != Errno.None)
        {
            PinList.Forget(state, driver);
            state.Finish(error, 0, outbox);
            return;
        }

        state.Pin.Value = default(PinProgress) with { Entry = new(driver, 0) };
        Next(state, in call, outbox);
    }

    /// <summary>With a defect: a pin that slept goes on as if it had just come.</summary>
    internal void BeginAgain(
        ContainerState state, in ContainerCall.PinAgain again, ActorId driver, Outbox outbox)
    {
        var pin = again.Pin;
        state.Calls.Current = KeptMessage.Of(driver, state.Calls.Current.Operation, in pin);
        var sleepsOn = _waits && state.InvalidVaddrs.Value > 0;
        if (_mistakesWait && again.MappingWent != 0 && !sleepsOn) { state.StaleUses.Value++; }
        Begin(state, in pin, driver, outbox);
    }

    internal void OnPinned(ContainerState state, in GuestMemoryMessage.Pinned pinned, Outbox outbox)
    {
        if (pinned.Error != Errno.None || _takesCountForError)
        {
            Undo(state, pinned.Error, outbox);
            return;
        }

        var work = state.Pin.Value;
        MappingIndex.Charge(state, work.At, (long)pinned.Charged.Value);
        state.Pin.Value = work with { Batch = pinned.Pages, First = pinned.First };
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
        var work = state.Pin.Value;
        if (!_leaksPage) { unpin.GiveBack(state, (work.First, work.Batch), work.At, state.Mappings[work.At], outbox); }
        Undo(state, Errno.ENOMEM, outbox);
    }

    /// <summary>Records the batch in hand.</summary>
    private void Keep(ContainerState state, Outbox outbox)
    {
        var work = state.Pin.Value;
        var iova = state.Lists[work.Entry].Iova.Plus(work.Done);
        var key = work.At;
        if (MappingIndex.IsOdd(key, iova)) { state.OddPins[new(key, iova)] = new(work.First, 1); }
        else { Record(state, iova.Page, work.Batch, work.First); }

        // What lies before the mapping has no bit.
        var hasBit = iova >= key.Start && !_enterNoLog;
        if (hasBit) { DirtyLogSteps.Mark(state, key, PageIndex.Zero.Plus(iova.Page.Since(key.Page)), work.Batch); }
        Advance(state, work.Batch);
        Next(state, state.Calls.Current.Read<ContainerMessage.Pin>(), outbox);
    }

    private static void Record(ContainerState state, PageIndex page, PageCount pages, Pfn first)
    {
        if (first != Pfn.Zero) { state.Pins.Pin(page, pages, first); }
        else
        {
            for (var end = page.Plus(pages); page < end; page = page.Plus(PageCount.One))
            {
                state.Pins.Pin(page, PageCount.One, first);
            }
        }
    }

    private static void Advance(ContainerState state, PageCount pages)
    {
        var work = state.Pin.Value;
        work = work with { Done = work.Done.Plus(pages), Pinned = work.Pinned.Plus(pages) };
        var isDone = work.Done >= state.Lists[work.Entry].Pages;
        state.Pin.Value = isDone ? work with { Done = default, Entry = work.Entry.Next } : work;
    }

    private Errno Objection(ContainerState state, in ContainerMessage.Pin call, PageCount pages)
    {
        if (pages.Value == 0) { return Errno.EINVAL; }
        if (pages > ContainerMessage.PagesMost) { return Errno.E2BIG; }
        if (options.Of(call.Group).Devices > 1)
        {
            if (_keepsGroup) { state.GroupRefs.Value++; }
            return Errno.EINVAL;
        }

        var refusal = OtherBackends.RefusalToDrivers(state.Kind.Value);
        if (refusal != Errno.None) { return refusal; }
        if (state.Kind.Value == ContainerKind.Type1) { return Errno.EACCES; }
        if (state.InvalidVaddrs.Value > 0) { return Errno.EBUSY; }
        var listens = options.Kernel.AnyListenerServes
            ? state.Listeners.Count > 0
            : Listens(state, state.Calls.Current.From);
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
    private void Next(ContainerState state, in ContainerMessage.Pin call, Outbox outbox)
    {
        while (state.Lists.TryGet(state.Pin.Value.Entry, out var entry))
        {
            var work = state.Pin.Value;
            var iova = entry.Iova.Plus(work.Done);
            var error = !mappings.TryFind(state, iova, PageCount.One.Bytes, out var key, out var mapping)
                ? Errno.EINVAL
                : (call.Rights & ~mapping.Rights) != 0 ? Errno.EPERM
                : Errno.None;
            if (error != Errno.None)
            {
                Undo(state, error, outbox);
                return;
            }

            var left = MappingIndex.PagesFrom(state, iova, key, in mapping);
            left = PageCount.Min(entry.Pages.Minus(work.Done), left);
            state.Pin.Value = work with { At = key };
            if (TryAgain(state, key, (iova, left))) { continue; }
            Fetch(state, (iova, left), key, in mapping, outbox);
            return;
        }

        Publish(state, in call, outbox);
    }

    /// <summary>Pages that are pinned already get one reference more.</summary>
    private static bool TryAgain(ContainerState state, MappingKey mapping, (Iova Iova, PageCount Left) wanted)
    {
        if (MappingIndex.IsOdd(mapping, wanted.Iova))
        {
            OddKey key = new(mapping, wanted.Iova);
            if (!state.OddPins.TryGet(key, out var odd)) { return false; }
            state.OddPins[key] = odd with { Refs = odd.Refs + 1 };
            Advance(state, PageCount.One);
            return true;
        }

        var page = wanted.Iova.Page;
        var run = state.Pins.RunAt(page);
        if (!run.IsPinned) { return false; }
        var count = PageCount.Min(wanted.Left, run.End.Since(page));
        state.Pins.Pin(page, count, run.PfnOf(page));
        Advance(state, count);
        return true;
    }

    private void Fetch(
        ContainerState state, (Iova Iova, PageCount Left) wanted, MappingKey key, in Mapping mapping, Outbox outbox)
    {
        var (iova, page) = (wanted.Iova, wanted.Iova.Page);
        var left = MappingIndex.IsOdd(key, iova)
            ? PageCount.One
            : PageCount.Min(wanted.Left, state.Pins.RunAt(page).End.Since(page));
        var modes = PinModes.Fits;
        if (mapping.Rights.HasFlag(MapModes.Write)) { modes |= PinModes.Write; }
        if (mapping.HasLockCap) { modes |= PinModes.LockCap; }
        if (state.Domains.Count == 0) { modes |= PinModes.Charge; }
        else if (options.Kernel.TestsLimitAlways) { modes |= PinModes.Tests; }
        if (options.Kernel.PinsNeedRecords) { modes |= PinModes.Records; }
        state.Calls.Stage = CallStage.PinningForDriver;
        var address = _addsFirst ? Truncated(in mapping, iova, key) : mapping.Vaddr.Plus(iova.Since(key.Start));
        outbox.Send(options.Memory, new GuestMemoryMessage.Pin(address, left, mapping.Owner, mapping.Owner, modes));
    }

    /// <summary>T1-22: vaddr and address are added in 32 bits before the start is taken off.</summary>
    private static Vaddr Truncated(in Mapping mapping, Iova iova, MappingKey key) =>
        new(unchecked((uint)(mapping.Vaddr.Value + iova.Value) - key.Start.Value));

    /// <summary>Gives one reference of each page back that this call took, and answers.</summary>
    private void Undo(ContainerState state, Errno error, Outbox outbox)
    {
        var work = state.Pin.Value;
        var driver = state.Calls.Current.From;
        for (PinListKey at = new(driver, 0); at <= work.Entry && state.Lists.TryGet(at, out var entry); at = at.Next)
        {
            var pages = at < work.Entry ? entry.Pages : work.Done;
            if (pages.Value > 0) { _ = unpin.Release(state, entry.Iova, pages, outbox); }
        }

        PinList.Forget(state, driver);
        state.Finish(error, error == Errno.None ? 1UL : 0, outbox);
    }

    /// <summary>Tells the driver its pages, in the order in which it asked for them.</summary>
    private void Publish(ContainerState state, in ContainerMessage.Pin call, Outbox outbox)
    {
        var driver = state.Calls.Current.From;
        for (PinListKey key = new(driver, 0); state.Lists.TryGet(key, out var entry); key = key.Next)
        {
            for (PageCount done = default; done < entry.Pages;)
            {
                var iova = entry.Iova.Plus(done);
                var (first, pages) = PinAt(state, iova, entry.Pages.Minus(done));
                outbox.Send(driver, new ContainerMessage.Pinned(iova, pages, first));
                done = done.Plus(pages);
            }
        }

        var isIn = state.Groups.TryGet(call.Group, out var group);
        if (isIn) { state.Groups[call.Group] = group with { PinnedScope = 1 }; }
        PinList.Forget(state, driver);
        state.Finish(Errno.None, state.Pin.Value.Pinned.Value, outbox);
    }

    private (Pfn First, PageCount Pages) PinAt(ContainerState state, Iova iova, PageCount most)
    {
        if (state.Apart.Value.Now > 0 || !iova.IsAligned)
        {
            _ = mappings.TryFind(state, iova, PageCount.One.Bytes, out var key, out _);
            if (MappingIndex.IsOdd(key, iova)) { return (state.OddPins[new(key, iova)].Pfn, PageCount.One); }
            most = PageCount.One;
        }

        var run = state.Pins.RunAt(iova.Page);
        return (run.PfnOf(iova.Page), PageCount.Min(most, run.End.Since(iova.Page)));
    }
}
