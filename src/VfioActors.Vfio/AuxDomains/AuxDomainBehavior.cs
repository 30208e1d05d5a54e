using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.AuxDomains;

/// <summary>
/// One aux-domain. It serves one request at a time: a request that comes while another has the lock waits, and no
/// answer of a unit or of the allocator is overtaken by the work of somebody else. Defects are what ends that
/// protection early.
/// </summary>
public sealed class AuxDomainBehavior : IBehavior<AuxDomainState>
{
    private readonly AuxDomainOptions _options;
    private readonly AttachSteps _attach;
    private readonly DetachSteps _detach;
    private readonly TableSteps _tables;

    /// <param name="options">What the domain is like.</param>
    /// <param name="defects">Which defects are on.</param>
    public AuxDomainBehavior(AuxDomainOptions options, DefectSet defects)
    {
        PasidSteps pasids = new(options.Allocator, defects);
        _options = options;
        _attach = new(options, pasids, defects);
        _detach = new(options, pasids, _attach, defects);
        _tables = new(options, defects);
    }

    /// <inheritdoc/>
    public AuxDomainState Create(Journal journal) => new(journal, _options);

    /// <inheritdoc/>
    public void Receive(AuxDomainState state, in Envelope envelope, Outbox outbox)
    {
        Hears.Receive(state, in envelope, outbox);
        PassLockOn(state, outbox);
    }

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<AuxDomainState> Hears => field ??= new MessageTable<AuxDomainState>()
        .On<AuxDomainMessage.Attach>(_attach.OnAttach)
        .On<AuxDomainMessage.Detach>(_detach.OnDetach)
        .On<AuxDomainMessage.GetPasid>(OnGetPasid)
        .On<AuxDomainMessage.Walk>(TableSteps.OnWalk)
        .On<AuxDomainMessage.Map>(TableSteps.OnMap)
        .On<AuxDomainMessage.Unmap>(_tables.OnUnmap)
        .On<AuxDomainMessage.Free>(OnFree)
        .On<AuxDomainMessage.AttachPrimary>(OnAttachPrimary)
        .On<IommuUnitMessage.Prepared>(OnPrepared)
        .On<PasidAllocatorMessage.Allocated>(_attach.OnAllocated)
        .On<IommuUnitMessage.EntrySet>(_attach.OnEntrySet)
        .On<IommuUnitMessage.EntryCleared>(_detach.OnEntryCleared)
        .On<AuxDomainMessage.PutUnlocked>(OnPutUnlocked)
        .On<AuxDomainMessage.ResetUnlocked>(DetachSteps.OnResetUnlocked)
        .On<AuxDomainMessage.ClearLater>(_detach.OnClearLater)
        .On<IommuUnitMessage.Flushed>(TableSteps.OnFlushed)
        .On<IommuUnitMessage.PrimaryAttached>(OnPrimaryAttached)
        .On<Chosen>(_attach.OnChosen)
        .Says<AuxDomainMessage.Done>();

    private void OnGetPasid(AuxDomainState state, ActorId client, Outbox outbox)
    {
        if (_options.DriverAttaches) { OnLockedRequest(state, AuxRequestKind.GetPasid, default, client, outbox); }
        else { AuxRequestTable.Close(state, client, Errno.ENODEV, outbox); }
    }

    private static void OnFree(AuxDomainState state, ActorId client, Outbox outbox) =>
        OnLockedRequest(state, AuxRequestKind.Free, default, client, outbox);

    private static void OnAttachPrimary(
        AuxDomainState state, in AuxDomainMessage.AttachPrimary attach, ActorId client, Outbox outbox) =>
        OnLockedRequest(state, AuxRequestKind.AttachPrimary, attach.Device, client, outbox);

    private static void OnLockedRequest(
        AuxDomainState state, AuxRequestKind kind, DeviceId device, ActorId client, Outbox outbox)
    {
        AuxRequest request = new(client, kind, device, Pasid.None, 0, 0);
        if (AuxRequestTable.TryOpen(state, in request, outbox)) { AuxRequestTable.AskLock(state, outbox); }
    }

    private void OnPrepared(AuxDomainState state, in IommuUnitMessage.Prepared prepared, Outbox outbox)
    {
        var request = state.Open[outbox.Serving];
        if (request.Kind == AuxRequestKind.Attach) { _attach.OnPrepared(state, request, in prepared, outbox); }
        else { _detach.OnPrepared(state, in request, prepared.Error, outbox); }
    }

    private void OnPutUnlocked(AuxDomainState state, in AuxDomainMessage.PutUnlocked put, Outbox outbox)
    {
        var request = state.Open[outbox.Serving];
        if (request.Kind == AuxRequestKind.Attach) { _attach.OnPutUnlocked(state, in request, in put, outbox); }
        else { _detach.OnPutUnlocked(state, in request, in put, outbox); }
    }

    private static void OnPrimaryAttached(
        AuxDomainState state, in IommuUnitMessage.PrimaryAttached attached, Outbox outbox)
    {
        var client = state.Open[outbox.Serving].Client;
        AuxRequestTable.Close(state, client, new AuxDomainMessage.Done(attached.Error, 0, attached.Error), outbox);
    }

    /// <summary>Gives the lock to whoever waits longest, as often as it is free again at once.</summary>
    private void PassLockOn(AuxDomainState state, Outbox outbox)
    {
        while (state.Holder.Value == OperationId.None && state.Waiting.Count > 0)
        {
            outbox.Serving = state.Waiting.Dequeue();
            state.Holder.Value = outbox.Serving;
            outbox.Note($"takes {AuxRequestTable.Lock}");
            OnLocked(state, state.Open[outbox.Serving], outbox);
        }
    }

    private void OnLocked(AuxDomainState state, in AuxRequest request, Outbox outbox)
    {
        switch (request.Kind)
        {
            case AuxRequestKind.Attach: _attach.OnLocked(state, in request, outbox); break;
            case AuxRequestKind.Detach: _detach.OnLocked(state, in request, outbox); break;
            case AuxRequestKind.GetPasid: PasidSteps.OnGetPasid(state, in request, outbox); break;
            case AuxRequestKind.Free: _tables.OnFreeLocked(state, in request, outbox); break;
            default: _tables.OnAttachPrimaryLocked(state, in request, outbox); break;
        }
    }
}
