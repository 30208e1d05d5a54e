using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Registries;

/// <summary>
/// How a use of a region ends. With the last one the region closes, unless entries still lead into it; its pages are
/// given back when every read section that was open then is left.
/// </summary>
internal sealed class DropSteps(RegionRegistryOptions options, RegionIndex regions)
{
    private readonly bool _ignoresEntries = options.Kernel.Has(SpaprDefects.UnregisterIgnoresLiveEntries);
    private readonly bool _releasesFirst = options.Kernel.Has(SpaprDefects.PagesAreReleasedBeforeUnlisting);
    private readonly bool _forgets = options.Kernel.Has(SpaprDefects.UnregisterForgetsMappedRegions);
    private readonly bool _goesRound = options.Kernel.Has(SpaprDefects.ReleaseLoopsOverBusyRegions);
    private readonly RefundSteps _refund = new(options);

    internal void Unregister(
        RegionRegistryState state, in RegionRegistryMessage.Unregister call, ActorId client, Outbox outbox)
    {
        var list = regions.ListOf(client, call.Owner);
        if (RegionIndex.TryExact(state, list, call.Start, call.Pages, out var region))
        {
            Drop(state, new(region, call.Charged, RegionModes.None), client, outbox);
            return;
        }

        outbox.Note($"has no such region: {Errno.ENOENT.Returned()}");
        Answer(RegionId.None, Errno.ENOENT, client, outbox);
    }

    internal void Drop(RegionRegistryState state, in RegionRegistryMessage.Drop call, ActorId client, Outbox outbox)
    {
        if (!state.Regions.TryGet(call.Region, out var region))
        {
            outbox.Note($"uses {call.Region}, which is gone");
            state.StaleUses.Value++;
            Answer(call.Region, Errno.EFAULT, client, outbox);
            return;
        }

        var isLast = region.Used <= 1;
        if (isLast && region.Mapped != 1 && !_ignoresEntries) { Refuse(state, in call, client, outbox); }
        else
        {
            var used = Math.Max(0, region.Used - 1);
            outbox.Note($"{call.Region} used = {used}");
            // With the defect it is found as before until its pages are gone.
            if (!isLast || !_releasesFirst) { state.Regions[call.Region] = region with { Used = used }; }

            if (isLast) { Close(state, in call, outbox); }

            Answer(call.Region, Errno.None, client, outbox);
        }
    }

    /// <summary>An entry was returned: what waited for the last one goes on.</summary>
    internal void AfterReturn(RegionRegistryState state, RegionId id, Outbox outbox)
    {
        var region = state.Regions[id];
        if (region.Mapped != 1 || region.IsClosing) { return; }

        if (state.Parked.TryGet(id, out var parked))
        {
            state.Parked.Remove(id);
            outbox.Serving = parked.Operation;
            Drop(state, parked.Read<RegionRegistryMessage.Drop>(), parked.From, outbox);
        }
        else if (region.Used == 0) { Close(state, new(id, region.Owner, RegionModes.None), outbox); }
    }

    internal void OnLeave(RegionRegistryState state, ActorId reader, Outbox outbox)
    {
        ReadSectionKey section = new(reader, outbox.Serving);
        state.Sections.Remove(section);
        for (var at = state.Graces.Count - 1; at >= 0; at--)
        {
            var grace = state.Graces.Keys[at];
            if (grace.Section != section) { continue; }

            state.Graces.Remove(grace);
            var region = state.Regions[grace.Region];
            state.Regions[grace.Region] = region with { Sections = region.Sections - 1 };
            if (region.Sections == 1) { GiveBack(state, grace.Region, outbox); }
        }
    }

    internal static void OnGivenBack(RegionRegistryState state, Outbox outbox)
    {
        var region = state.GivingBack.Dequeue();
        outbox.Note($"forgets {region}");
        state.Regions.Remove(region);
    }

    private void Refuse(RegionRegistryState state, in RegionRegistryMessage.Drop call, ActorId client, Outbox outbox)
    {
        var isRelease = call.Modes.HasFlag(RegionModes.Release);
        if (!isRelease)
        {
            outbox.Note($"{call.Region} is still mapped");
            Answer(call.Region, _forgets ? Errno.None : Errno.EBUSY, client, outbox);
        }
        else if (_goesRound)
        {
            outbox.Note($"{call.Region} is still mapped: the release goes round");
            state.Parked[call.Region] = KeptMessage.Of(client, outbox.Serving, in call);
        }
        else if (options.Kernel.BusyRegionsStay)
        {
            outbox.Note($"{call.Region} is still mapped, and stays");
            outbox.Send(client, new RegionRegistryMessage.Dropped(call.Region, Errno.None, 1));
        }
        else
        {
            outbox.Note($"{call.Region} lives until its last entry is cleared");
            state.Regions[call.Region] = state.Regions[call.Region] with { Used = 0 };
            Answer(call.Region, Errno.None, client, outbox);
        }
    }

    /// <summary>No new entries lead into the region any more; its owner is uncharged.</summary>
    private void Close(RegionRegistryState state, in RegionRegistryMessage.Drop call, Outbox outbox)
    {
        var id = call.Region;
        var region = state.Regions[id];
        var isPaid = !region.Marks.HasFlag(RegionMarks.Device) && !call.Modes.HasFlag(RegionModes.KeepsCharge);
        if (isPaid) { _refund.Uncharge(region.Pages, call.Charged, outbox); }

        if (!_releasesFirst)
        {
            outbox.Note($"closes {id}");
            region = region with { Mapped = 0, Marks = region.Marks | RegionMarks.Closing };
        }

        state.Regions[id] = region with { Sections = state.Sections.Count };
        foreach (var section in state.Sections.Keys) { state.Graces[new(section, id)] = 1; }

        if (state.Sections.Count == 0) { GiveBack(state, id, outbox); }
        else { outbox.Note($"{id} waits for {Counted.Of(state.Sections.Count, "read section")}"); }
    }

    private void GiveBack(RegionRegistryState state, RegionId id, Outbox outbox)
    {
        var isDevice = state.Regions[id].Marks.HasFlag(RegionMarks.Device);
        if (isDevice) { state.Pages.Clear(id.Value); }

        if (!isDevice && _refund.GiveBack(state, id, new(AsAddresses: false, Answered: true), outbox))
        {
            state.GivingBack.Enqueue(in id);
        }
        else { state.Regions.Remove(id); }
    }

    private static void Answer(RegionId region, Errno error, ActorId client, Outbox outbox) =>
        outbox.Send(client, new RegionRegistryMessage.Dropped(region, error, 0));
}
