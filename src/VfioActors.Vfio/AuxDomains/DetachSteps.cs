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
        var early = _putsUnmatched ? state.DefaultPasid.Value : Pasid.None;
        AuxRequest request = new(client, AuxRequestKind.Detach, detach.Device, early, 0, 0);
        if (AuxRequestTable.TryOpen(state, in request, outbox)) { AuxRequestTable.AskLock(state, outbox); }
    }

    /// <summary>The lock is ours.</summary>
    internal void OnLocked(AuxDomainState state, in AuxRequest request, Outbox outbox)
    {
        var users = state.Users[request.Device].Count;
        if (users == 0 && !_believesEveryCaller) { RefuseUnmatched(state, in request, outbox); }
        else if (attach.KeepsEntry(users - 1)) { CountDown(state, in request, outbox); }
        else { ClearEntry(state, in request, outbox); }
    }

    internal void OnEntryCleared(AuxDomainState state, in IommuUnitMessage.EntryCleared cleared, Outbox outbox)
    {
        var request = state.Open[outbox.Serving];
        if (cleared.Error != Errno.None) { GiveUp(state, in request, cleared.Error, outbox); }
        else { Release(state, in request, outbox); }
    }

    /// <summary>The end of a last detach, outside the lock: only with AUX-25.</summary>
    internal void OnPutUnlocked(
        AuxDomainState state, in AuxRequest request, in AuxDomainMessage.PutUnlocked put, Outbox outbox)
    {
        if (state.Attaches.Value == 0 && put.Pasid.IsSome)
        {
            pasids.Free(state, put.Pasid, outbox);
            if (!_keepsPasid) { PasidSteps.Forget(state, outbox); }
        }

        AuxRequestTable.Close(state, request.Client, Errno.None, outbox);
    }

    /// <summary>The end of a last detach, outside the lock: only with AUX-04.</summary>
    internal static void OnResetUnlocked(AuxDomainState state, Outbox outbox)
    {
        PasidSteps.Forget(state, outbox);
        AuxRequestTable.Close(state, state.Open[outbox.Serving].Client, Errno.None, outbox);
    }

    private void RefuseUnmatched(AuxDomainState state, in AuxRequest request, Outbox outbox)
    {
        outbox.Note($"is not on {options.NameOfDevice(request.Device)}");
        if (_putsUnmatched && state.Attaches.Value == 0 && request.Pasid.IsSome)
        {
            pasids.Free(state, request.Pasid, outbox);
        }

        AuxRequestTable.Close(state, request.Client, Errno.ENOENT, outbox);
    }

    private void ClearEntry(AuxDomainState state, in AuxRequest request, Outbox outbox)
    {
        if (_freesFirst)
        {
            IommuUnitMessage.Prepare look = new(request.Device, options.Stage, 0, Pasid.None);
            outbox.Send(options.UnitOf(request.Device), in look);
        }
        else { SendClear(state, in request, outbox); }
    }

    /// <summary>The device is there and its feature is on, so the id is freed: only with AUX-09.</summary>
    internal void OnPrepared(AuxDomainState state, in AuxRequest request, Errno error, Outbox outbox)
    {
        var pasid = state.DefaultPasid.Value;
        if (error != Errno.None) { GiveUp(state, in request, error, outbox); }
        else
        {
            if (state.Attaches.Value == 1 && pasid.IsSome) { pasids.Free(state, pasid, outbox); }
            outbox.After(default, default(AuxDomainMessage.ClearLater));
        }
    }

    /// <summary>The unit's lock is taken at last: only with AUX-09.</summary>
    internal void OnClearLater(AuxDomainState state, Outbox outbox) =>
        SendClear(state, state.Open[outbox.Serving], outbox);

    private void SendClear(AuxDomainState state, in AuxRequest request, Outbox outbox) => outbox.Send(
        options.UnitOf(request.Device),
        new IommuUnitMessage.ClearEntry(request.Device, state.DefaultPasid.Value, options.Stage));

    private void Release(AuxDomainState state, in AuxRequest request, Outbox outbox)
    {
        CountDownOne(state, request.Device, outbox);
        if (!PasidSteps.IsLeftOver(state)) { AuxRequestTable.Close(state, request.Client, Errno.None, outbox); }
        else if (_putsUnlocked)
        {
            outbox.After(default, new AuxDomainMessage.PutUnlocked(state.DefaultPasid.Value, Errno.None));
            AuxRequestTable.DropLock(state, outbox);
        }
        else { GiveBack(state, in request, outbox); }
    }

    private void GiveBack(AuxDomainState state, in AuxRequest request, Outbox outbox)
    {
        if (!_freesFirst) { pasids.Free(state, state.DefaultPasid.Value, outbox); }
        if (_resetsUnlocked && !_keepsPasid)
        {
            outbox.After(default, default(AuxDomainMessage.ResetUnlocked));
            AuxRequestTable.DropLock(state, outbox);
            return;
        }

        if (!_keepsPasid) { PasidSteps.Forget(state, outbox); }
        AuxRequestTable.Close(state, request.Client, Errno.None, outbox);
    }

    private void CountDown(AuxDomainState state, in AuxRequest request, Outbox outbox)
    {
        CountDownOne(state, request.Device, outbox);
        AuxRequestTable.Close(state, request.Client, Errno.None, outbox);
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
    private static void GiveUp(AuxDomainState state, in AuxRequest request, Errno error, Outbox outbox)
    {
        var answer = error == Errno.EFAULT ? error : Errno.None;
        AuxRequestTable.Close(state, request.Client, answer, outbox);
    }
}
