using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Locks;

namespace VfioActors.Scenarios.Workloads.Clients;

/// <summary>
/// The two paths that meet at the lock of a unit and the lock of the ids: filling a page of a PASID directory with the
/// unit's lock held, and walking the ids, which takes the unit's lock for each.
/// </summary>
/// <remarks>
/// Source: intel_pasid_get_entry, drivers/iommu/intel/pasid.c, Linux 5.11 and 5.13, which fills the page with a
/// compare-and-exchange instead of a second lock.
/// </remarks>
internal sealed class LockSteps(DefectSet defects)
{
    private readonly bool _fillsUnderPasidLock = defects.Has(AuxDomainDefects.DirectoryIsFilledUnderPasidLock);

    internal static void Begin(ClientAction action, Outbox outbox) =>
        outbox.Send(action.To, default(LockMessage.Acquire));

    internal Outcome? OnGranted(ClientState state, ClientAction action, Outbox outbox)
    {
        var takesSecond = action.Kind == ClientActionKind.WalkPasids || _fillsUnderPasidLock;
        if (takesSecond && state.Progress.Value.At == 0)
        {
            state.Progress.Value = default(ClientProgress) with { At = 1 };
            outbox.Send(action.Second, default(LockMessage.Acquire));
            return null;
        }

        if (takesSecond) { outbox.Send(action.Second, default(LockMessage.Release)); }
        outbox.Send(action.To, default(LockMessage.Release));
        return default(Outcome);
    }
}
