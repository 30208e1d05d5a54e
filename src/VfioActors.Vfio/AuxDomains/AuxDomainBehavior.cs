using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
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
        if (!TryRequest(state, in envelope, outbox) && !TryReply(state, in envelope, outbox))
        {
            throw Ensure.Unheard(in envelope);
        }

        PassLockOn(state, outbox);
    }

    private bool TryRequest(AuxDomainState state, in Envelope envelope, Outbox outbox)
    {
        var from = envelope.From;
        if (envelope.Is<AuxDomainMessage.Attach>(out var attach)) { _attach.OnAttach(state, attach, from, outbox); }
        else if (envelope.Is<AuxDomainMessage.Detach>(out var detach))
        {
            _detach.OnDetach(state, detach, from, outbox);
        }
        else if (envelope.Is<AuxDomainMessage.GetPasid>()) { OnGetPasid(state, from, outbox); }
        else if (envelope.Is<AuxDomainMessage.Walk>(out var walk)) { TableSteps.OnWalk(state, walk, from, outbox); }
        else if (envelope.Is<AuxDomainMessage.Map>(out var map)) { TableSteps.OnMap(state, map, from, outbox); }
        else if (envelope.Is<AuxDomainMessage.Unmap>(out var unmap)) { _tables.OnUnmap(state, unmap, from, outbox); }
        else if (envelope.Is<AuxDomainMessage.Free>())
        {
            OnLockedRequest(state, AuxRequestKind.Free, default, from, outbox);
        }
        else if (envelope.Is<AuxDomainMessage.AttachPrimary>(out var primary))
        {
            OnLockedRequest(state, AuxRequestKind.AttachPrimary, primary.Device, from, outbox);
        }
        else { return false; }

        return true;
    }

    private bool TryReply(AuxDomainState state, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<IommuUnitMessage.Prepared>(out var prepared)) { OnPrepared(state, prepared, outbox); }
        else if (envelope.Is<PasidAllocatorMessage.Allocated>(out var allocated))
        {
            _attach.OnAllocated(state, allocated, outbox);
        }
        else if (envelope.Is<IommuUnitMessage.EntrySet>(out var set)) { _attach.OnEntrySet(state, set, outbox); }
        else if (envelope.Is<IommuUnitMessage.EntryCleared>(out var cleared))
        {
            _detach.OnEntryCleared(state, cleared, outbox);
        }
        else if (envelope.Is<AuxDomainMessage.PutUnlocked>(out var put)) { OnPutUnlocked(state, put, outbox); }
        else if (envelope.Is<AuxDomainMessage.ResetUnlocked>())
        {
            DetachSteps.OnResetUnlocked(state, state.Open[outbox.Serving], outbox);
        }
        else if (envelope.Is<AuxDomainMessage.ClearLater>())
        {
            _detach.OnClearLater(state, state.Open[outbox.Serving], outbox);
        }
        else if (envelope.Is<IommuUnitMessage.Flushed>()) { TableSteps.OnFlushed(state, outbox); }
        else if (envelope.Is<IommuUnitMessage.PrimaryAttached>(out var primary))
        {
            OnPrimaryAttached(state, primary, outbox);
        }
        else if (envelope.Is<Chosen>(out var chosen)) { _attach.OnChosen(state, chosen, outbox); }
        else { return false; }

        return true;
    }

    private void OnGetPasid(AuxDomainState state, ActorId client, Outbox outbox)
    {
        if (_options.DriverAttaches) { OnLockedRequest(state, AuxRequestKind.GetPasid, default, client, outbox); }
        else { RequestBook.Close(state, client, Errno.ENODEV, outbox); }
    }

    private static void OnLockedRequest(
        AuxDomainState state, AuxRequestKind kind, DeviceId device, ActorId client, Outbox outbox)
    {
        AuxRequest request = new(client, kind, device, Pasid.None, 0, 0);
        if (RequestBook.TryOpen(state, in request, outbox)) { RequestBook.AskLock(state, outbox); }
    }

    private void OnPrepared(AuxDomainState state, IommuUnitMessage.Prepared prepared, Outbox outbox)
    {
        var request = state.Open[outbox.Serving];
        if (request.Kind == AuxRequestKind.Attach) { _attach.OnPrepared(state, request, prepared, outbox); }
        else { _detach.OnPrepared(state, in request, prepared.Error, outbox); }
    }

    private void OnPutUnlocked(AuxDomainState state, AuxDomainMessage.PutUnlocked put, Outbox outbox)
    {
        var request = state.Open[outbox.Serving];
        if (request.Kind == AuxRequestKind.Attach) { _attach.OnPutUnlocked(state, in request, put, outbox); }
        else { _detach.OnPutUnlocked(state, in request, put, outbox); }
    }

    private static void OnPrimaryAttached(
        AuxDomainState state, IommuUnitMessage.PrimaryAttached attached, Outbox outbox)
    {
        var client = state.Open[outbox.Serving].Client;
        RequestBook.Close(state, client, new AuxDomainMessage.Done(attached.Error, 0, attached.Error), outbox);
    }

    /// <summary>Gives the lock to whoever waits longest, as often as it is free again at once.</summary>
    private void PassLockOn(AuxDomainState state, Outbox outbox)
    {
        while (state.Holder.Value == OperationId.None && state.Waiting.Count > 0)
        {
            outbox.Serving = state.Waiting.Dequeue();
            state.Holder.Value = outbox.Serving;
            outbox.Note($"takes {RequestBook.Lock}");
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
