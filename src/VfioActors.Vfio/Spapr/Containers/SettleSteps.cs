using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>
/// What becomes of pages that entries no longer lead to: each entry says itself how its page is held.
/// </summary>
internal sealed class SettleSteps(SpaprContainerOptions options, SpaprGate gate)
{
    private readonly bool _keepsOnSwitch = options.Defects.Has(SpaprDefects.UnmapInOtherModeKeepsThePage);
    private readonly bool _releasesOnSwitch = options.Defects.Has(SpaprDefects.UnmapInOtherModeReleasesThePage);

    internal void Settle(SpaprContainerState state, in SpaprWork work, in TceUnitMessage.Exchanged old, Outbox outbox)
    {
        if (old.Shape.Count == 0) { return; }

        var inRegionMode = gate.UsesRegions(state);
        if (old.Region == RegionId.None)
        {
            if (!_keepsOnSwitch || !inRegionMode) { GiveBack(in work, in old, outbox); }

            return;
        }

        outbox.Send(options.Registry, new RegionRegistryMessage.Return(
            old.Vaddr, old.Shape.Count, old.Region, work.Shift, old.Shape.Rights));
        if (_releasesOnSwitch && !inRegionMode) { GiveBack(in work, in old, outbox); }
    }

    private void GiveBack(in SpaprWork work, in TceUnitMessage.Exchanged old, Outbox outbox)
    {
        var marks = old.Shape.Rights.HasFlag(TceRights.Write) ? HoldMarks.Dirty : HoldMarks.None;
        outbox.Send(options.Memory, new PageHoldMessage.GiveBack(
            old.First, new(old.Shape.Count * work.Shift.Pages), marks, 0));
    }
}
