using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>How a container registers memory, and ends registrations.</summary>
internal sealed class RegionCallSteps(SpaprContainerOptions options, SpaprGate gate)
{
    /// <summary>The number of the question whether there is memory for the record of a registration.</summary>
    internal const int RecordQuestion = 0;

    private readonly bool _acceptsEmpty = options.Kernel.Has(SpaprDefects.EmptyRegionsAreAccepted);
    private readonly bool _chargesCaller = options.Kernel.Has(SpaprDefects.CallerIsChargedNotTheOwner);
    private readonly bool _enablesAlways = options.Kernel.Has(SpaprDefects.RegisterEnablesWithoutGroup);
    private readonly bool _diesWithoutRecord = options.Kernel.Has(SpaprDefects.RecordIsNotChecked);
    private readonly bool _takesNoReference = options.Kernel.Has(SpaprDefects.RegionIsFoundWithoutReference);
    private readonly bool _dropsResult = options.Kernel.Has(SpaprDefects.UnregisterDropsItsResult);
    private readonly bool _disablesWithLast = options.Kernel.Has(SpaprDefects.LastUnregisterDisables);

    internal void Register(SpaprContainerState state, in SpaprContainerMessage.Register call, Outbox outbox)
    {
        SpaprCaller caller = new(call.Modes, call.Caller);
        var error = gate.OfRegister(state, caller);
        if (error == Errno.None) { error = Objection(state, in call); }

        if (error != Errno.None)
        {
            SpaprCallQueue.Finish(state, error, outbox);
            return;
        }

        SpaprCallQueue.Await(state, SpaprStage.Registering, outbox);
        var modes = caller.IsExempt != 0 ? RegionModes.Exempt : RegionModes.None;
        outbox.Send(options.Registry, new RegionRegistryMessage.Register(
            call.Start, call.Size.Pages, state.OwnerOr(caller.Process), PayerOf(state, caller.Process), modes, 0));
    }

    internal void OnRegistered(
        SpaprContainerState state, in RegionRegistryMessage.Registered answer, Outbox outbox)
    {
        if (answer.Error != Errno.None || answer.Pinned > 0)
        {
            SpaprCallQueue.Finish(
                state, new SpaprContainerMessage.Done((ulong)answer.Pinned, answer.Error, answer.Warned), outbox);
            return;
        }

        state.Registered.Value = answer.Region;
        SpaprCallQueue.Await(state, SpaprStage.Recording, outbox);
        if (!options.RecordsMayFail)
        {
            Record(state, outbox);
            return;
        }

        state.Choosing.Enqueue(outbox.Serving);
        outbox.Choose(RecordQuestion, 2);
    }

    internal void OnChosen(SpaprContainerState state, bool isThere, Outbox outbox)
    {
        if (isThere) { Record(state, outbox); }
        else if (_diesWithoutRecord)
        {
            outbox.Note($"writes to a record that there is not");
            SpaprCallQueue.Finish(state, Errno.EFAULT, outbox);
        }
        else
        {
            outbox.Note($"has no memory for the record");
            SpaprCallQueue.Await(state, SpaprStage.TakingBack, outbox);
            outbox.Send(options.Registry, new RegionRegistryMessage.Drop(
                state.Registered.Value, PayerOf(state, RegisterOf(state, outbox).Caller), RegionModes.None));
        }
    }

    internal void Unregister(SpaprContainerState state, in SpaprContainerMessage.Unregister call, Outbox outbox)
    {
        var error = gate.OfUnregister(state, new(call.Modes, call.Caller));
        if (error != Errno.None)
        {
            SpaprCallQueue.Finish(state, error, outbox);
            return;
        }

        var owner = state.OwnerOr(call.Caller);
        var isOdd = !call.Start.IsAligned || !call.Size.IsAligned;
        if (isOdd) { Finish(state, Errno.EINVAL, outbox); }
        else if (_takesNoReference)
        {
            SpaprCallQueue.Await(state, SpaprStage.FindingExact, outbox);
            outbox.Send(
                options.Registry, new RegionRegistryMessage.FindExact(call.Start, call.Size.Pages, owner, 0));
        }
        else if (!options.Kernel.HasOwnList)
        {
            SpaprCallQueue.Await(state, SpaprStage.Dropping, outbox);
            outbox.Send(options.Registry, new RegionRegistryMessage.Unregister(
                call.Start, call.Size.Pages, owner, PayerOf(state, call.Caller)));
        }
        else if (!TryOwn(state, call.Start, call.Size.Pages, out var region)) { Finish(state, Errno.ENOENT, outbox); }
        else { Drop(state, region, call.Caller, outbox); }
    }

    internal void OnFoundExact(SpaprContainerState state, in RegionRegistryMessage.Found found, Outbox outbox)
    {
        if (found.Error != Errno.None)
        {
            Finish(state, found.Error, outbox);
            return;
        }

        var call = SpaprCallQueue.Current(state, outbox).Message.Read<SpaprContainerMessage.Unregister>();
        Drop(state, found.Region, call.Caller, outbox);
    }

    internal void OnDropped(SpaprContainerState state, in RegionRegistryMessage.Dropped dropped, Outbox outbox)
    {
        if (dropped.Error == Errno.None) { Forget(state, dropped.Region); }

        Finish(state, dropped.Error, outbox);
    }

    /// <summary>A registration of which there is no record is taken back.</summary>
    internal static void OnTakenBack(SpaprContainerState state, Outbox outbox) =>
        SpaprCallQueue.Finish(state, Errno.ENOMEM, outbox);

    /// <summary>Who is charged: the owner of the container, whoever calls.</summary>
    internal ProcessId PayerOf(SpaprContainerState state, ProcessId caller) =>
        _chargesCaller ? caller : state.OwnerOr(caller);

    private static SpaprContainerMessage.Register RegisterOf(SpaprContainerState state, Outbox outbox) =>
        SpaprCallQueue.Current(state, outbox).Message.Read<SpaprContainerMessage.Register>();

    private Errno Objection(SpaprContainerState state, in SpaprContainerMessage.Register call)
    {
        var isOdd = !call.Start.IsAligned || !call.Size.IsAligned
            || call.Size.Value > ulong.MaxValue - call.Start.Value;
        if (isOdd) { return Errno.EINVAL; }

        if (options.Kernel.HasOwnList && TryOwn(state, call.Start, call.Size.Pages, out _)) { return Errno.EBUSY; }

        var isRefused = call.Size.Value == 0 && options.Kernel.Empty == Errno.EINVAL && !_acceptsEmpty;
        return isRefused ? Errno.EINVAL : Errno.None;
    }

    private static bool TryOwn(SpaprContainerState state, Vaddr start, PageCount pages, out RegionId region)
    {
        for (var at = 0; at < state.Regions.Count; at++)
        {
            region = state.Regions.Keys[at];
            var own = state.Regions.Values[at];
            if (own.Start == start && own.Pages == pages) { return true; }
        }

        region = RegionId.None;
        return false;
    }

    private void Record(SpaprContainerState state, Outbox outbox)
    {
        var (call, region) = (RegisterOf(state, outbox), state.Registered.Value);
        var own = state.Regions[region];
        state.Regions[region] = new(call.Start, call.Size.Pages, own.Times + 1);
        if (state.Groups.Count > 0 || _enablesAlways) { state.Enabled.Value = 1; }

        SpaprCallQueue.Finish(state, Errno.None, outbox);
    }

    private void Drop(SpaprContainerState state, RegionId region, ProcessId caller, Outbox outbox)
    {
        SpaprCallQueue.Await(state, SpaprStage.Dropping, outbox);
        outbox.Send(options.Registry, new RegionRegistryMessage.Drop(
            region, PayerOf(state, caller), RegionModes.None));
    }

    private void Forget(SpaprContainerState state, RegionId region)
    {
        var own = state.Regions[region];
        if (own.Times > 1) { state.Regions[region] = own with { Times = own.Times - 1 }; }
        else { state.Regions.Remove(region); }

        if (_disablesWithLast && state.Regions.Count == 0) { state.Enabled.Value = 0; }
    }

    private void Finish(SpaprContainerState state, Errno error, Outbox outbox) =>
        SpaprCallQueue.Finish(state, _dropsResult ? Errno.None : error, outbox);
}
