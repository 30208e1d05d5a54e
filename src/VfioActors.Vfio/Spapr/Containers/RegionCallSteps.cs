using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>How a container registers memory, and ends registrations.</summary>
internal sealed class RegionCallSteps(SpaprContainerOptions options)
{
    private readonly bool _acceptsEmpty = options.Defects.Has(SpaprDefects.EmptyRegionsAreAccepted);
    private readonly bool _chargesCaller = options.Defects.Has(SpaprDefects.CallerIsChargedNotTheOwner);
    private readonly bool _enablesAlways = options.Defects.Has(SpaprDefects.RegisterEnablesWithoutGroup);
    private readonly bool _diesWithoutRecord = options.Defects.Has(SpaprDefects.RecordIsNotChecked);
    private readonly bool _takesNoReference = options.Defects.Has(SpaprDefects.RegionIsFoundWithoutReference);
    private readonly bool _dropsResult = options.Defects.Has(SpaprDefects.UnregisterDropsItsResult);
    private readonly bool _disablesWithLast = options.Defects.Has(SpaprDefects.LastUnregisterDisables);

    internal void Register(SpaprContainerState state, in SpaprWork work, Outbox outbox)
    {
        var call = work.Call;
        var isOdd = !Paging.Aligns(call.Vaddr.Value) || !Paging.Aligns(call.Size.Value)
            || call.Size.Value > ulong.MaxValue - call.Vaddr.Value;
        var isEmpty = call.Size.Value == 0 && options.Rules.Empty == Errno.EINVAL && !_acceptsEmpty;
        var isOwn = options.Rules.HasOwnList && TryOwn(state, in call, out _);
        if (isOdd || isEmpty || isOwn)
        {
            SpaprCallBook.Finish(state, in work, isOwn && !isOdd ? Errno.EBUSY : Errno.EINVAL, outbox);
            return;
        }

        SpaprCallBook.Keep(state, work with { Stage = SpaprStage.Registering });
        var modes = call.Modes.HasFlag(SpaprModes.LockCap) ? RegionModes.Exempt : RegionModes.None;
        outbox.Send(options.Registry, new RegionRegistryMessage.Register(
            call.Vaddr, call.Pages, state.OwnerOr(call.Caller), PayerOf(state, in call), modes, 0));
    }

    internal void OnRegistered(
        SpaprContainerState state, SpaprWork work, in RegionRegistryMessage.Registered answer, Outbox outbox)
    {
        if (answer.Error != Errno.None || answer.Pinned > 0)
        {
            SpaprCallBook.Finish(state, in work, new SpaprContainerMessage.Done(
                (ulong)answer.Pinned, answer.Error, answer.Warned), outbox);
            return;
        }

        work = work with { Region = answer.Region, Stage = SpaprStage.Recording };
        SpaprCallBook.Keep(state, in work);
        if (!options.RecordsMayFail)
        {
            Record(state, in work, outbox);
            return;
        }

        state.Choosing.Enqueue(work.Call.Operation);
        outbox.Choose(0, 2);
    }

    internal void OnChosen(SpaprContainerState state, SpaprWork work, bool isThere, Outbox outbox)
    {
        if (isThere) { Record(state, in work, outbox); }
        else if (_diesWithoutRecord)
        {
            outbox.Note($"writes to a record that there is not");
            SpaprCallBook.Finish(state, in work, Errno.EFAULT, outbox);
        }
        else
        {
            outbox.Note($"has no memory for the record");
            SpaprCallBook.Keep(state, work with { Stage = SpaprStage.TakingBack });
            outbox.Send(options.Registry, new RegionRegistryMessage.Drop(
                work.Region, PayerOf(state, work.Call), RegionModes.None));
        }
    }

    internal void Unregister(SpaprContainerState state, SpaprWork work, Outbox outbox)
    {
        var call = work.Call;
        var isOdd = !Paging.Aligns(call.Vaddr.Value) || !Paging.Aligns(call.Size.Value);
        var payer = PayerOf(state, in call);
        if (isOdd) { Finish(state, in work, Errno.EINVAL, outbox); }
        else if (_takesNoReference)
        {
            SpaprCallBook.Keep(state, work with { Stage = SpaprStage.FindingExact });
            outbox.Send(options.Registry, new RegionRegistryMessage.FindExact(
                call.Vaddr, call.Pages, state.OwnerOr(call.Caller), 0));
        }
        else if (!options.Rules.HasOwnList)
        {
            SpaprCallBook.Keep(state, work with { Stage = SpaprStage.Dropping });
            outbox.Send(options.Registry, new RegionRegistryMessage.Unregister(
                call.Vaddr, call.Pages, state.OwnerOr(call.Caller), payer));
        }
        else if (!TryOwn(state, in call, out var region)) { Finish(state, in work, Errno.ENOENT, outbox); }
        else { Drop(state, work, region, outbox); }
    }

    internal void OnFoundExact(
        SpaprContainerState state, SpaprWork work, in RegionRegistryMessage.Found found, Outbox outbox)
    {
        if (found.Error == Errno.None) { Drop(state, work, found.Region, outbox); }
        else { Finish(state, in work, found.Error, outbox); }
    }

    internal void OnDropped(
        SpaprContainerState state, SpaprWork work, in RegionRegistryMessage.Dropped dropped, Outbox outbox)
    {
        if (work.Stage == SpaprStage.TakingBack)
        {
            SpaprCallBook.Finish(state, in work, Errno.ENOMEM, outbox);
            return;
        }

        if (dropped.Error == Errno.None) { Forget(state, dropped.Region); }

        Finish(state, in work, dropped.Error, outbox);
    }

    /// <summary>Who is charged: the owner of the container, whoever calls.</summary>
    internal ProcessId PayerOf(SpaprContainerState state, in SpaprCall call) =>
        _chargesCaller ? call.Caller : state.OwnerOr(call.Caller);

    private static bool TryOwn(SpaprContainerState state, in SpaprCall call, out RegionId region)
    {
        for (var at = 0; at < state.Regions.Count; at++)
        {
            region = state.Regions.Keys[at];
            var own = state.Regions.Values[at];
            if (own.Start == call.Vaddr && own.Pages == call.Pages) { return true; }
        }

        region = RegionId.None;
        return false;
    }

    private void Record(SpaprContainerState state, in SpaprWork work, Outbox outbox)
    {
        var own = state.Regions[work.Region];
        state.Regions[work.Region] = new(work.Call.Vaddr, work.Call.Pages, own.Times + 1);
        if (state.Groups.Count > 0 || _enablesAlways) { state.Enabled.Value = 1; }

        SpaprCallBook.Finish(state, in work, Errno.None, outbox);
    }

    private void Drop(SpaprContainerState state, SpaprWork work, RegionId region, Outbox outbox)
    {
        SpaprCallBook.Keep(state, work with { Stage = SpaprStage.Dropping });
        outbox.Send(options.Registry, new RegionRegistryMessage.Drop(
            region, PayerOf(state, work.Call), RegionModes.None));
    }

    private void Forget(SpaprContainerState state, RegionId region)
    {
        var own = state.Regions[region];
        if (own.Times > 1) { state.Regions[region] = own with { Times = own.Times - 1 }; }
        else { state.Regions.Remove(region); }

        if (_disablesWithLast && state.Regions.Count == 0) { state.Enabled.Value = 0; }
    }

    private void Finish(SpaprContainerState state, in SpaprWork work, Errno error, Outbox outbox) =>
        SpaprCallBook.Finish(state, in work, _dropsResult ? Errno.None : error, outbox);
}
