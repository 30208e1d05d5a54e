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
    private readonly bool _keepsOnSwitch = options.Kernel.Has(SpaprDefects.UnmapInOtherModeKeepsThePage);
    private readonly bool _releasesOnSwitch = options.Kernel.Has(SpaprDefects.UnmapInOtherModeReleasesThePage);

    internal void Settle(
        SpaprContainerState state, TcePageShift shift, in TceUnitMessage.Exchanged old, Outbox outbox)
    {
        if (old.Shape.Count == 0) { return; }

        var inRegionMode = gate.UsesRegions(state);
        if (old.Region == RegionId.None)
        {
            if (!_keepsOnSwitch || !inRegionMode) { GiveBack(shift, in old, outbox); }

            return;
        }

        outbox.Send(options.Registry, new RegionRegistryMessage.Return(
            old.Vaddr, old.Shape.Count, old.Region, shift, old.Shape.Rights));
        if (_releasesOnSwitch && !inRegionMode) { GiveBack(shift, in old, outbox); }
    }

    private void GiveBack(TcePageShift shift, in TceUnitMessage.Exchanged old, Outbox outbox)
    {
        var marks = old.Shape.Rights.HasFlag(TceRights.Write) ? HoldMarks.Dirty : HoldMarks.None;
        outbox.Send(options.Memory, new PageHoldMessage.GiveBack(
            old.First, shift.PagesOf(new(old.Shape.Count)), marks, 0));
    }
}
