using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Values;
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

    /// <summary>What the host may refuse (auxiliary_link_device, Linux 5.11).</summary>
    internal static IReadOnlyList<HostRefusal> Refusals { get; } =
        [new(RecordQuestion, "memory for the record of a device", "auxiliary_link_device", "ENOMEM")];

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
        if (!AuxRequestTable.TryOpen(state, in attach, client, outbox)) { return; }
        var early = _readsPasidEarly ? state.DefaultPasid.Value : Pasid.None;
        state.Attaching[outbox.Serving] = new(early, 0, 0);
        if (early.IsSome) { outbox.Note($"reads defaultPasid={early}"); }

        var error = Objection(state, attach.Device);
        if (error != Errno.None) { Close(state, new(error, 0, Errno.None), outbox); }
        else if (_allocatesUnlocked) { Prepare(state, attach.Device, outbox); }
        else { AuxRequestTable.AskLock(state, outbox); }
    }

    /// <summary>
    /// The lock is ours. A device that the domain is on already is only counted: nothing can be refused.
    /// </summary>
    internal void OnLocked(AuxDomainState state, in AuxDomainMessage.Attach attach, Outbox outbox)
    {
        if (KeepsEntry(state.Users[attach.Device].Count)) { Count(state, outbox); }
        else if (state.Attaching[outbox.Serving].PasidsMax > 0) { ProvidePasid(state, outbox); }
        else { Prepare(state, attach.Device, outbox); }
    }

    internal void OnPrepared(AuxDomainState state, in IommuUnitMessage.Prepared prepared, Outbox outbox)
    {
        if (prepared.Error != Errno.None)
        {
            Close(state, new(prepared.Error, 0, prepared.Error), outbox);
            return;
        }

        FitTables(state, in prepared, outbox);
        var root = Math.Min(state.TopLevel.Value, prepared.Levels);
        var pasid = state.Attaching[outbox.Serving].Pasid;
        state.Attaching[outbox.Serving] = new(pasid, prepared.PasidsMax, root);
        ProvidePasid(state, outbox);
    }

    internal void OnAllocated(AuxDomainState state, in PasidAllocatorMessage.Allocated allocated, Outbox outbox)
    {
        if (allocated.Error != Errno.None)
        {
            var error = _saysNoDevice ? Errno.ENODEV : allocated.Error;
            Close(state, new(error, 0, allocated.Error), outbox);
            return;
        }

        PasidSteps.Take(state, allocated.Pasid, outbox);
        if (AuxRequestTable.HasLock(state, outbox)) { UsePasid(state, allocated.Pasid, outbox); }
        else { AuxRequestTable.AskLock(state, outbox); }
    }

    /// <summary>The host has said whether there is memory for the record.</summary>
    internal void OnChosen(AuxDomainState state, in Chosen chosen, Outbox outbox)
    {
        if (chosen.Option == 0) { WriteEntry(state, outbox); }
        else if (_trustsAllocation) { Fault(state, outbox); }
        else { Undo(state, Errno.ENOMEM, outbox); }
    }

    internal void OnEntrySet(AuxDomainState state, in IommuUnitMessage.EntrySet set, Outbox outbox)
    {
        if (set.Error == Errno.None) { Count(state, outbox); }
        else { Undo(state, set.Error, outbox); }
    }

    /// <summary>The end of a failed attach, outside the lock: only with AUX-05.</summary>
    internal void OnPutUnlocked(AuxDomainState state, in AuxDomainMessage.PutUnlocked put, Outbox outbox)
    {
        if (state.Attaches.Value == 0 && put.Pasid.IsSome) { GiveBack(state, put.Pasid, outbox); }
        Close(state, new(put.Error, 0, put.Error), outbox);
    }

    private static DeviceId DeviceOf(AuxDomainState state, Outbox outbox) =>
        state.Open[outbox.Serving].Read<AuxDomainMessage.Attach>().Device;

    private static void Close(AuxDomainState state, AuxDomainMessage.Done answer, Outbox outbox)
    {
        state.Attaching.Remove(outbox.Serving);
        AuxRequestTable.Close(state, in answer, outbox);
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

    private void ProvidePasid(AuxDomainState state, Outbox outbox)
    {
        var attaching = state.Attaching[outbox.Serving];
        var pasid = attaching.Pasid.IsSome ? attaching.Pasid : state.DefaultPasid.Value;
        outbox.Note($"has defaultPasid={pasid}");
        if (!pasid.IsSome) { pasids.Ask(attaching.PasidsMax, outbox); }
        else if (AuxRequestTable.HasLock(state, outbox)) { UsePasid(state, pasid, outbox); }
        else { AuxRequestTable.AskLock(state, outbox); }
    }

    private void UsePasid(AuxDomainState state, Pasid pasid, Outbox outbox)
    {
        state.Attaching[outbox.Serving] = state.Attaching[outbox.Serving] with { Pasid = pasid };
        if (options.RecordsMayFail) { outbox.Choose(RecordQuestion, 2); }
        else { WriteEntry(state, outbox); }
    }

    /// <summary>Whether an entry is there because of other attaches of the same device, and stays.</summary>
    internal bool KeepsEntry(int otherUsers) => otherUsers > 0 && !_countsNoUsers;

    private void WriteEntry(AuxDomainState state, Outbox outbox)
    {
        var (device, attaching) = (DeviceOf(state, outbox), state.Attaching[outbox.Serving]);
        outbox.Send(options.UnitOf(device), new IommuUnitMessage.SetEntry(
            device, attaching.Pasid, attaching.RootLevel, options.Stage));
    }

    private void Count(AuxDomainState state, Outbox outbox)
    {
        var (device, attaching) = (DeviceOf(state, outbox), state.Attaching[outbox.Serving]);
        var use = state.Users[device];
        use = KeepsEntry(use.Count)
            ? use with { Count = use.Count + 1 }
            : new(use.Count + 1, attaching.Pasid, attaching.RootLevel);
        state.Users[device] = use;
        unchecked { state.Attaches.Value++; }
        outbox.Note($"users[{options.NameOfDevice(device)}] = {use.Count}");
        Close(state, default, outbox);
    }

    private void Undo(AuxDomainState state, Errno error, Outbox outbox)
    {
        if (_undoesUnlocked)
        {
            AuxRequestTable.DropLock(state, outbox);
            outbox.After(default, new AuxDomainMessage.PutUnlocked(state.DefaultPasid.Value, error));
            return;
        }

        if (PasidSteps.IsLeftOver(state)) { GiveBack(state, state.DefaultPasid.Value, outbox); }
        Close(state, new(error, 0, error), outbox);
    }

    private void GiveBack(AuxDomainState state, Pasid pasid, Outbox outbox)
    {
        pasids.Free(state, pasid, outbox);
        if (!_keepsFailedPasid) { PasidSteps.Forget(state, outbox); }
    }

    /// <summary>The kernel dies of the null record, and the caller with it; the model answers EFAULT.</summary>
    private static void Fault(AuxDomainState state, Outbox outbox)
    {
        outbox.Note($"writes through the null record");
        Close(state, new(Errno.EFAULT, 0, Errno.ENOMEM), outbox);
    }
}
