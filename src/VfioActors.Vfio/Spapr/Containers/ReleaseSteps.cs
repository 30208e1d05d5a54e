using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>
/// How a container ends: its windows go with their entries, then its registrations, then the charge of its window.
/// </summary>
internal sealed class ReleaseSteps(
    SpaprContainerOptions options, WindowSteps windows, EnableSteps enable, RegionCallSteps regions)
{
    private readonly bool _keepsRegions = options.Defects.Has(SpaprDefects.RegionsOutliveTheirContainers);
    private readonly bool _needsMemory = options.Defects.Has(SpaprDefects.ReleaseWithoutMemoryUnchargesNothing);

    /// <summary>Goes on with what is left.</summary>
    internal void Next(SpaprContainerState state, SpaprWork work, Outbox outbox)
    {
        if (state.Windows.Count > 0)
        {
            windows.Remove(state, work, state.Windows.Keys[0], outbox);
        }
        else if (state.Regions.Count > 0 && !_keepsRegions)
        {
            SpaprCallBook.Keep(state, work with { Stage = SpaprStage.Dropping });
            var modes = RegionModes.Release | (IsUnpaid(in work) ? RegionModes.KeepsCharge : RegionModes.None);
            outbox.Send(options.Registry, new RegionRegistryMessage.Drop(
                state.Regions.Keys[0], regions.PayerOf(state, work.Call), modes));
        }
        else { End(state, work, outbox); }
    }

    internal void OnDropped(
        SpaprContainerState state, SpaprWork work, in RegionRegistryMessage.Dropped dropped, Outbox outbox)
    {
        var own = state.Regions[dropped.Region];
        if (own.Times > 1) { state.Regions[dropped.Region] = own with { Times = own.Times - 1 }; }
        else { state.Regions.Remove(dropped.Region); }

        Next(state, work with { Warned = work.Warned + dropped.Warned }, outbox);
    }

    private void End(SpaprContainerState state, SpaprWork work, Outbox outbox)
    {
        if (IsUnpaid(in work)) { state.Enabled.Value = 0; }
        else { enable.Disable(state, work.Call.Caller, outbox); }

        while (state.Regions.Count > 0) { state.Regions.Remove(state.Regions.Keys[0]); }

        while (state.Groups.Count > 0) { state.Groups.Remove(state.Groups.Keys[0]); }

        state.Owner.Value = 0;
        state.LockedPages.Value = default;
        state.IsPending.Value = 0;
        state.Kind.Value = SpaprKind.None;
        SpaprCallBook.Finish(state, in work, Errno.None, outbox);
    }

    private bool IsUnpaid(in SpaprWork work) => _needsMemory && work.Call.Modes.HasFlag(SpaprModes.NoMemory);
}
