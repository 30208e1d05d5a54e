using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.AuxDomains;

/// <summary>How a domain comes by its PASID and gives it back: one owner for both.</summary>
internal sealed class PasidSteps(ActorId allocator, DefectSet defects)
{
    private readonly bool _reportsStale = defects.Has(AuxDomainDefects.StalePasidIsReported);

    internal void Ask(int end, Outbox outbox) => outbox.Send(allocator, new PasidAllocatorMessage.Alloc(end));

    internal static void Take(AuxDomainState state, Pasid pasid, Outbox outbox)
    {
        state.Owned[pasid] = 1;
        state.DefaultPasid.Value = pasid;
        outbox.Note($"defaultPasid = {pasid}");
    }

    /// <summary>
    /// Gives an id back to the allocator. Whether it was the domain's to give is for a property to judge.
    /// </summary>
    internal void Free(AuxDomainState state, Pasid pasid, Outbox outbox)
    {
        state.Owned.Remove(pasid);
        if (_reportsStale) { state.Stale.Value = pasid; }
        outbox.Send(allocator, new PasidAllocatorMessage.Free(pasid));
    }

    /// <summary>Forgets the id: nobody may be told it any more.</summary>
    internal static void Forget(AuxDomainState state, Outbox outbox)
    {
        state.DefaultPasid.Value = Pasid.None;
        state.Reported.Value = Pasid.None;
        outbox.Note($"defaultPasid = 0");
    }

    /// <summary>Whether the last attach was taken back and an id is left to give back.</summary>
    internal static bool IsLeftOver(AuxDomainState state) =>
        state.Attaches.Value == 0 && state.DefaultPasid.Value.IsSome;

    internal static void OnGetPasid(AuxDomainState state, Outbox outbox)
    {
        var pasid = state.DefaultPasid.Value.IsSome ? state.DefaultPasid.Value : state.Stale.Value;
        state.Reported.Value = pasid;
        outbox.Note($"reads defaultPasid={pasid}");
        var error = pasid.IsSome ? Errno.None : Errno.EINVAL;
        AuxRequestTable.Close(state, new AuxDomainMessage.Done(error, pasid.Value, Errno.None), outbox);
    }
}
