using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.AuxDomains;

/// <summary>Hands out PASIDs, the lowest free one first. The kernel's pasid_lock is this actor's mailbox.</summary>
/// <param name="taken">The ids 1 to this are in use by others for ever; 0 for none.</param>
/// <param name="defects">Which defects are on.</param>
public sealed class PasidAllocatorBehavior(int taken, DefectSet defects) : IBehavior<PasidAllocatorState>, IRefuses
{
    private readonly bool _handsOutTheEnd = defects.Has(AuxDomainDefects.PasidRangeEndIsHandedOut);

    /// <inheritdoc/>
    public IReadOnlyList<RefusableRequest> Refusables { get; } =
    [
        RefusableRequest.Of(
            new(0, "free PASID", "intel_pasid_alloc_id", "ENOSPC"),
            static (in PasidAllocatorMessage.Alloc _, ActorId asker, Outbox outbox) => outbox.Send(
                asker, new PasidAllocatorMessage.Allocated(Pasid.None, Errno.ENOSPC))),
    ];

    /// <inheritdoc/>
    public PasidAllocatorState Create(Journal journal) => new(journal);

    /// <inheritdoc/>
    public void Receive(PasidAllocatorState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<PasidAllocatorState> Hears => field ??= new MessageTable<PasidAllocatorState>()
        .On<PasidAllocatorMessage.Alloc>(OnAlloc)
        .On<PasidAllocatorMessage.Free>(OnFree)
        .Says<PasidAllocatorMessage.Allocated>();

    private void OnAlloc(PasidAllocatorState state, in PasidAllocatorMessage.Alloc alloc, ActorId asker, Outbox outbox)
    {
        var end = _handsOutTheEnd ? alloc.End + 1 : alloc.End;
        var pasid = LowestFree(state);
        if (pasid.Value >= end) { Refuse(asker, Errno.ENOSPC, outbox); }
        else if (state.InUse.IsFull) { Refuse(asker, Errno.ENOMEM, outbox); }
        else
        {
            outbox.Note($"allocates pasid {pasid}");
            state.InUse[pasid] = new(asker, alloc.End);
            outbox.Send(asker, new PasidAllocatorMessage.Allocated(pasid, Errno.None));
        }
    }

    private static void OnFree(PasidAllocatorState state, in PasidAllocatorMessage.Free free, Outbox outbox)
    {
        if (state.InUse.Remove(free.Pasid)) { outbox.Note($"frees pasid {free.Pasid}"); }
        else { outbox.Note($"frees pasid {free.Pasid}, which is free"); }
    }

    private static void Refuse(ActorId asker, Errno error, Outbox outbox)
    {
        outbox.Note($"has no pasid: {error.Returned()}");
        outbox.Send(asker, new PasidAllocatorMessage.Allocated(Pasid.None, error));
    }

    private Pasid LowestFree(PasidAllocatorState state)
    {
        var lowest = taken + 1;
        foreach (var used in state.InUse.Keys)
        {
            if (used.Value > lowest) { break; }
            if (used.Value == lowest) { lowest++; }
        }

        return new(lowest);
    }
}
