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
    public IReadOnlyList<HostRefusal> Refusals => AttachSteps.Refusals;

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
        .On<AuxDomainMessage.Free>(WaitForLock)
        .On<AuxDomainMessage.AttachPrimary>(WaitForLock)
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

    /// <summary>What is done for a request when it has the lock.</summary>
    private MessageTable<AuxDomainState> Locked => field ??= new MessageTable<AuxDomainState>()
        .On<AuxDomainMessage.Attach>(_attach.OnLocked)
        .On<AuxDomainMessage.Detach>(_detach.OnLocked)
        .On<AuxDomainMessage.GetPasid>(PasidSteps.OnGetPasid)
        .On<AuxDomainMessage.Free>(_tables.OnFreeLocked)
        .On<AuxDomainMessage.AttachPrimary>(_tables.OnAttachPrimaryLocked);

    private void OnGetPasid(AuxDomainState state, in AuxDomainMessage.GetPasid get, ActorId client, Outbox outbox)
    {
        if (_options.DriverAttaches) { WaitForLock(state, in get, client, outbox); }
        else { AuxRequestTable.Answer(client, Errno.ENODEV, outbox); }
    }

    private static void WaitForLock<T>(AuxDomainState state, in T request, ActorId client, Outbox outbox)
        where T : unmanaged, IMessage
    {
        if (AuxRequestTable.TryOpen(state, in request, client, outbox)) { AuxRequestTable.AskLock(state, outbox); }
    }

    private void OnPrepared(AuxDomainState state, in IommuUnitMessage.Prepared prepared, Outbox outbox)
    {
        if (Attaches(state, outbox)) { _attach.OnPrepared(state, in prepared, outbox); }
        else { _detach.OnPrepared(state, prepared.Error, outbox); }
    }

    private void OnPutUnlocked(AuxDomainState state, in AuxDomainMessage.PutUnlocked put, Outbox outbox)
    {
        if (Attaches(state, outbox)) { _attach.OnPutUnlocked(state, in put, outbox); }
        else { _detach.OnPutUnlocked(state, in put, outbox); }
    }

    private static bool Attaches(AuxDomainState state, Outbox outbox) =>
        state.Open[outbox.Serving].Is<AuxDomainMessage.Attach>();

    private static void OnPrimaryAttached(
        AuxDomainState state, in IommuUnitMessage.PrimaryAttached attached, Outbox outbox) =>
        AuxRequestTable.Close(state, new AuxDomainMessage.Done(attached.Error, 0, attached.Error), outbox);

    /// <summary>Gives the lock to whoever waits longest, as often as it is free again at once.</summary>
    private void PassLockOn(AuxDomainState state, Outbox outbox)
    {
        while (state.Holder.Value == OperationId.None && state.Waiting.Count > 0)
        {
            outbox.Serving = state.Waiting.Dequeue();
            state.Holder.Value = outbox.Serving;
            outbox.Note($"takes {AuxRequestTable.Lock}");
            Locked.Receive(state, state.Open[outbox.Serving], outbox);
        }
    }
}
