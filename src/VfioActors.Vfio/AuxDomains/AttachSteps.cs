using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.AuxDomains;

/// <summary>
/// The steps of a domain that attach it: prepare, take an id, write the entry, count; or undo exactly that.
/// </summary>
internal sealed class AttachSteps(AuxDomainOptions options, PasidSteps pasids, DefectSet defects)
{
    private const int RecordQuestion = 1;

    private readonly bool _readsPasidEarly = defects.Has(AuxDomainDefects.PasidIsReadBeforeTheLock);
    private readonly bool _allocatesUnlocked = defects.Has(AuxDomainDefects.PasidIsAllocatedBeforeTheLock);
    private readonly bool _undoesUnlocked = defects.Has(AuxDomainDefects.FailedAttachFreesPasidUnlocked);
    private readonly bool _keepsFailedPasid = defects.Has(AuxDomainDefects.FailedAttachKeepsFreedPasid);
    private readonly bool _asksNoFit = defects.Has(AuxDomainDefects.PasidRangeOfFirstDevice);
    private readonly bool _saysNoDevice = defects.Has(AuxDomainDefects.AllocatorErrorIsReplaced);
    private readonly bool _cutsTables = defects.Has(AuxDomainDefects.TopTableIsFreedInUse);
    private readonly bool _trustsAllocation = defects.Has(AuxDomainDefects.RecordAllocationIsUnchecked);
    private readonly bool _countsNoUsers = defects.Has(AuxDomainDefects.DetachIgnoresOtherUsersOfDevice);

    internal void OnAttach(AuxDomainState state, in AuxDomainMessage.Attach attach, ActorId client, Outbox outbox)
    {
        var early = _readsPasidEarly ? state.DefaultPasid.Value : Pasid.None;
        AuxRequest request = new(client, AuxRequestKind.Attach, attach.Device, early, 0, 0);
        if (!AuxRequestTable.TryOpen(state, in request, outbox)) { return; }
        if (early.IsSome) { outbox.Note($"reads defaultPasid={early}"); }

        var error = Objection(state, attach.Device);
        if (error != Errno.None) { AuxRequestTable.Close(state, client, error, outbox); }
        else if (_allocatesUnlocked) { Prepare(state, attach.Device, outbox); }
        else { AuxRequestTable.AskLock(state, outbox); }
    }

    /// <summary>
    /// The lock is ours. A device that the domain is on already is only counted: nothing can be refused.
    /// </summary>
    internal void OnLocked(AuxDomainState state, in AuxRequest request, Outbox outbox)
    {
        if (KeepsEntry(state.Users[request.Device].Count)) { Count(state, in request, outbox); }
        else if (request.PasidsMax > 0) { ProvidePasid(state, in request, outbox); }
        else { Prepare(state, request.Device, outbox); }
    }

    internal void OnPrepared(
        AuxDomainState state, AuxRequest request, in IommuUnitMessage.Prepared prepared, Outbox outbox)
    {
        if (prepared.Error != Errno.None)
        {
            AuxDomainMessage.Done refusal = new(prepared.Error, 0, prepared.Error);
            AuxRequestTable.Close(state, request.Client, in refusal, outbox);
            return;
        }

        FitTables(state, in prepared, outbox);
        var root = Math.Min(state.TopLevel.Value, prepared.Levels);
        request = request with { PasidsMax = prepared.PasidsMax, RootLevel = root };
        state.Open[outbox.Serving] = request;
        ProvidePasid(state, in request, outbox);
    }

    internal void OnAllocated(AuxDomainState state, in PasidAllocatorMessage.Allocated allocated, Outbox outbox)
    {
        var request = state.Open[outbox.Serving];
        if (allocated.Error != Errno.None)
        {
            var error = _saysNoDevice ? Errno.ENODEV : allocated.Error;
            AuxRequestTable.Close(state, request.Client, new AuxDomainMessage.Done(error, 0, allocated.Error), outbox);
            return;
        }

        PasidSteps.Take(state, allocated.Pasid, outbox);
        if (AuxRequestTable.HasLock(state, outbox)) { UsePasid(state, in request, allocated.Pasid, outbox); }
        else { AuxRequestTable.AskLock(state, outbox); }
    }

    /// <summary>The host has said whether there is memory for the record.</summary>
    internal void OnChosen(AuxDomainState state, in Chosen chosen, Outbox outbox)
    {
        var request = state.Open[outbox.Serving];
        if (chosen.Option == 0) { WriteEntry(in request, outbox); }
        else if (_trustsAllocation) { Fault(state, in request, outbox); }
        else { Undo(state, in request, Errno.ENOMEM, outbox); }
    }

    internal void OnEntrySet(AuxDomainState state, in IommuUnitMessage.EntrySet set, Outbox outbox)
    {
        var request = state.Open[outbox.Serving];
        if (set.Error == Errno.None) { Count(state, in request, outbox); }
        else { Undo(state, in request, set.Error, outbox); }
    }

    /// <summary>The end of a failed attach, outside the lock: only with AUX-05.</summary>
    internal void OnPutUnlocked(
        AuxDomainState state, in AuxRequest request, in AuxDomainMessage.PutUnlocked put, Outbox outbox)
    {
        if (state.Attaches.Value == 0 && put.Pasid.IsSome) { GiveBack(state, put.Pasid, outbox); }
        AuxRequestTable.Close(state, request.Client, new AuxDomainMessage.Done(put.Error, 0, put.Error), outbox);
    }

    private Errno Objection(AuxDomainState state, DeviceId device)
    {
        if (!options.DriverAttaches) { return Errno.ENODEV; }
        if (state.Freed.Value != 0) { return Errno.EINVAL; }
        return options.Unmanaged && options.UnitOf(device).IsSomebody ? Errno.None : Errno.EPERM;
    }

    private void Prepare(AuxDomainState state, DeviceId device, Outbox outbox)
    {
        var pasid = _asksNoFit ? Pasid.None : state.DefaultPasid.Value;
        IommuUnitMessage.Prepare prepare = new(device, options.Stage, options.AddressBits, pasid);
        outbox.Send(options.UnitOf(device), in prepare);
    }

    /// <summary>Drops tables above those that the unit walks, but never one that an entry points to.</summary>
    private void FitTables(AuxDomainState state, in IommuUnitMessage.Prepared prepared, Outbox outbox)
    {
        state.Width.Value = prepared.Width;
        if (state.TopLevel.Value <= prepared.Levels) { return; }
        if (state.Users.Count > 0 && !_cutsTables) { return; }
        outbox.Note($"frees tables above level {prepared.Levels}");
        state.TopLevel.Value = prepared.Levels;
    }

    private void ProvidePasid(AuxDomainState state, in AuxRequest request, Outbox outbox)
    {
        var pasid = request.Pasid.IsSome ? request.Pasid : state.DefaultPasid.Value;
        outbox.Note($"has defaultPasid={pasid}");
        if (!pasid.IsSome) { pasids.Ask(request.PasidsMax, outbox); }
        else if (AuxRequestTable.HasLock(state, outbox)) { UsePasid(state, in request, pasid, outbox); }
        else { AuxRequestTable.AskLock(state, outbox); }
    }

    private void UsePasid(AuxDomainState state, in AuxRequest request, Pasid pasid, Outbox outbox)
    {
        var writing = request with { Pasid = pasid };
        state.Open[outbox.Serving] = writing;
        if (options.RecordsMayFail) { outbox.Choose(RecordQuestion, 2); }
        else { WriteEntry(in writing, outbox); }
    }

    /// <summary>Whether an entry is there because of other attaches of the same device, and stays.</summary>
    internal bool KeepsEntry(int otherUsers) => otherUsers > 0 && !_countsNoUsers;

    private void WriteEntry(in AuxRequest request, Outbox outbox) => outbox.Send(
        options.UnitOf(request.Device),
        new IommuUnitMessage.SetEntry(request.Device, request.Pasid, request.RootLevel, options.Stage));

    private void Count(AuxDomainState state, in AuxRequest request, Outbox outbox)
    {
        var use = state.Users[request.Device];
        use = KeepsEntry(use.Count)
            ? use with { Count = use.Count + 1 }
            : new(use.Count + 1, request.Pasid, request.RootLevel);
        state.Users[request.Device] = use;
        unchecked { state.Attaches.Value++; }
        outbox.Note($"users[{options.NameOfDevice(request.Device)}] = {use.Count}");
        AuxRequestTable.Close(state, request.Client, Errno.None, outbox);
    }

    private void Undo(AuxDomainState state, in AuxRequest request, Errno error, Outbox outbox)
    {
        if (_undoesUnlocked)
        {
            AuxRequestTable.DropLock(state, outbox);
            outbox.After(default, new AuxDomainMessage.PutUnlocked(state.DefaultPasid.Value, error));
            return;
        }

        if (PasidSteps.IsLeftOver(state)) { GiveBack(state, state.DefaultPasid.Value, outbox); }
        AuxRequestTable.Close(state, request.Client, new AuxDomainMessage.Done(error, 0, error), outbox);
    }

    private void GiveBack(AuxDomainState state, Pasid pasid, Outbox outbox)
    {
        pasids.Free(state, pasid, outbox);
        if (!_keepsFailedPasid) { PasidSteps.Forget(state, outbox); }
    }

    /// <summary>The kernel dies of the null record, and the caller with it; the model answers EFAULT.</summary>
    private static void Fault(AuxDomainState state, in AuxRequest request, Outbox outbox)
    {
        outbox.Note($"writes through the null record");
        AuxRequestTable.Close(state, request.Client, new AuxDomainMessage.Done(Errno.EFAULT, 0, Errno.ENOMEM), outbox);
    }
}
