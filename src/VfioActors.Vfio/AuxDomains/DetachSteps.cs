using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.AuxDomains;

/// <summary>
/// The steps of a domain that detach it: clear the entry and wait for every cache, then give the id back.
/// </summary>
internal sealed class DetachSteps(AuxDomainOptions options, PasidSteps pasids, AttachSteps attach, DefectSet defects)
{
    private readonly bool _resetsUnlocked = defects.Has(AuxDomainDefects.PasidIsResetUnlocked);
    private readonly bool _keepsPasid = defects.Has(AuxDomainDefects.DetachKeepsFreedPasid);
    private readonly bool _freesFirst = defects.Has(AuxDomainDefects.PasidIsFreedBeforeTheEntry);
    private readonly bool _believesEveryCaller = defects.Has(AuxDomainDefects.DetachWithoutAttachIsBelieved);
    private readonly bool _putsUnmatched = defects.Has(AuxDomainDefects.UnmatchedDetachPutsPasid);
    private readonly bool _putsUnlocked = defects.Has(AuxDomainDefects.NobodyLeftIsTestedUnlocked);

    internal void OnDetach(AuxDomainState state, in AuxDomainMessage.Detach detach, ActorId client, Outbox outbox)
    {
        if (!AuxRequestTable.TryOpen(state, in detach, client, outbox)) { return; }
        if (_putsUnmatched) { state.Detaching[outbox.Serving] = state.DefaultPasid.Value; }
        AuxRequestTable.AskLock(state, outbox);
    }

    /// <summary>The lock is ours.</summary>
    internal void OnLocked(AuxDomainState state, in AuxDomainMessage.Detach detach, Outbox outbox)
    {
        var device = detach.Device;
        var users = state.Users[device].Count;
        if (users == 0 && !_believesEveryCaller) { RefuseUnmatched(state, device, outbox); }
        else if (attach.KeepsEntry(users - 1)) { CountDown(state, device, outbox); }
        else { ClearEntry(state, device, outbox); }
    }

    internal void OnEntryCleared(AuxDomainState state, in IommuUnitMessage.EntryCleared cleared, Outbox outbox)
    {
        if (cleared.Error != Errno.None) { GiveUp(state, cleared.Error, outbox); }
        else { Release(state, outbox); }
    }

    /// <summary>The end of a last detach, outside the lock: only with AUX-25.</summary>
    internal void OnPutUnlocked(AuxDomainState state, in AuxDomainMessage.PutUnlocked put, Outbox outbox)
    {
        if (state.Attaches.Value == 0 && put.Pasid.IsSome)
        {
            pasids.Free(state, put.Pasid, outbox);
            if (!_keepsPasid) { PasidSteps.Forget(state, outbox); }
        }

        Close(state, Errno.None, outbox);
    }

    /// <summary>The end of a last detach, outside the lock: only with AUX-04.</summary>
    internal static void OnResetUnlocked(AuxDomainState state, Outbox outbox)
    {
        PasidSteps.Forget(state, outbox);
        Close(state, Errno.None, outbox);
    }

    private void RefuseUnmatched(AuxDomainState state, DeviceId device, Outbox outbox)
    {
        outbox.Note($"is not on {options.NameOfDevice(device)}");
        var early = state.Detaching[outbox.Serving];
        if (state.Attaches.Value == 0 && early.IsSome) { pasids.Free(state, early, outbox); }

        Close(state, Errno.ENOENT, outbox);
    }

    private void ClearEntry(AuxDomainState state, DeviceId device, Outbox outbox)
    {
        if (_freesFirst)
        {
            IommuUnitMessage.Prepare look = new(device, options.Stage, 0, Pasid.None);
            outbox.Send(options.UnitOf(device), in look);
        }
        else { OnClearLater(state, outbox); }
    }

    /// <summary>The device is there and its feature is on, so the id is freed: only with AUX-09.</summary>
    internal void OnPrepared(AuxDomainState state, Errno error, Outbox outbox)
    {
        var pasid = state.DefaultPasid.Value;
        if (error != Errno.None) { GiveUp(state, error, outbox); }
        else
        {
            if (state.Attaches.Value == 1 && pasid.IsSome) { pasids.Free(state, pasid, outbox); }
            outbox.After(default, default(AuxDomainMessage.ClearLater));
        }
    }

    /// <summary>Clears the entry: at once, or with AUX-09 when the unit's lock is taken at last.</summary>
    internal void OnClearLater(AuxDomainState state, Outbox outbox)
    {
        var device = DeviceOf(state, outbox);
        outbox.Send(options.UnitOf(device), new IommuUnitMessage.ClearEntry(
            device, state.DefaultPasid.Value, options.Stage));
    }

    private static DeviceId DeviceOf(AuxDomainState state, Outbox outbox) =>
        state.Open[outbox.Serving].Read<AuxDomainMessage.Detach>().Device;

    private static void Close(AuxDomainState state, Errno error, Outbox outbox)
    {
        state.Detaching.Remove(outbox.Serving);
        AuxRequestTable.Close(state, error, outbox);
    }

    private void Release(AuxDomainState state, Outbox outbox)
    {
        CountDownOne(state, DeviceOf(state, outbox), outbox);
        if (!PasidSteps.IsLeftOver(state)) { Close(state, Errno.None, outbox); }
        else if (_putsUnlocked)
        {
            outbox.After(default, new AuxDomainMessage.PutUnlocked(state.DefaultPasid.Value, Errno.None));
            AuxRequestTable.DropLock(state, outbox);
        }
        else { GiveBack(state, outbox); }
    }

    private void GiveBack(AuxDomainState state, Outbox outbox)
    {
        if (!_freesFirst) { pasids.Free(state, state.DefaultPasid.Value, outbox); }
        if (_resetsUnlocked && !_keepsPasid)
        {
            outbox.After(default, default(AuxDomainMessage.ResetUnlocked));
            AuxRequestTable.DropLock(state, outbox);
            return;
        }

        if (!_keepsPasid) { PasidSteps.Forget(state, outbox); }
        Close(state, Errno.None, outbox);
    }

    private void CountDown(AuxDomainState state, DeviceId device, Outbox outbox)
    {
        CountDownOne(state, device, outbox);
        Close(state, Errno.None, outbox);
    }

    private void CountDownOne(AuxDomainState state, DeviceId device, Outbox outbox)
    {
        var use = state.Users[device];
        if (use.Count > 1) { state.Users[device] = use with { Count = use.Count - 1 }; }
        else { state.Users.Remove(device); }
        unchecked { state.Attaches.Value--; }
        outbox.Note($"users[{options.NameOfDevice(device)}] = {Math.Max(use.Count - 1, 0)}");
    }

    /// <summary>
    /// The unit undid nothing. A caller of detach is told nothing but that it returned, unless the kernel died.
    /// </summary>
    private static void GiveUp(AuxDomainState state, Errno error, Outbox outbox)
    {
        var answer = error == Errno.EFAULT ? error : Errno.None;
        Close(state, answer, outbox);
    }
}
