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
    private readonly bool _keepsRegions = options.Kernel.Has(SpaprDefects.RegionsOutliveTheirContainers);
    private readonly bool _needsMemory = options.Kernel.Has(SpaprDefects.ReleaseWithoutMemoryUnchargesNothing);

    internal void Release(SpaprContainerState state, in SpaprContainerMessage.Release call, Outbox outbox) =>
        Begin(state, new(call.Modes, call.Caller), outbox);

    /// <summary>Begins with what the container has.</summary>
    internal void Begin(SpaprContainerState state, SpaprCaller caller, Outbox outbox)
    {
        state.Release.Value = new(caller, 0);
        Next(state, outbox);
    }

    /// <summary>Goes on with what is left.</summary>
    internal void Next(SpaprContainerState state, Outbox outbox)
    {
        var caller = state.Release.Value.Caller;
        if (state.Windows.Count > 0) { windows.Remove(state, state.Windows.Keys[0], caller, outbox); }
        else if (state.Regions.Count > 0 && !_keepsRegions)
        {
            SpaprCallQueue.Await(state, SpaprStage.Dropping, outbox);
            var modes = RegionModes.Release | (IsUnpaid(caller) ? RegionModes.KeepsCharge : RegionModes.None);
            outbox.Send(options.Registry, new RegionRegistryMessage.Drop(
                state.Regions.Keys[0], regions.PayerOf(state, caller.Process), modes));
        }
        else { End(state, outbox); }
    }

    internal void OnDropped(SpaprContainerState state, in RegionRegistryMessage.Dropped dropped, Outbox outbox)
    {
        var own = state.Regions[dropped.Region];
        if (own.Times > 1) { state.Regions[dropped.Region] = own with { Times = own.Times - 1 }; }
        else { state.Regions.Remove(dropped.Region); }

        var release = state.Release.Value;
        state.Release.Value = release with { Warned = release.Warned + dropped.Warned };
        Next(state, outbox);
    }

    private void End(SpaprContainerState state, Outbox outbox)
    {
        var (caller, warned) = state.Release.Value;
        if (IsUnpaid(caller)) { state.Enabled.Value = 0; }
        else { enable.Disable(state, caller.Process, outbox); }

        while (state.Regions.Count > 0) { state.Regions.Remove(state.Regions.Keys[0]); }

        while (state.Groups.Count > 0) { state.Groups.Remove(state.Groups.Keys[0]); }

        state.Owner.Value = 0;
        state.LockedPages.Value = default;
        state.IsPending.Value = 0;
        state.Kind.Value = SpaprKind.None;
        SpaprCallQueue.Finish(state, new SpaprContainerMessage.Done(0, Errno.None, warned), outbox);
    }

    private bool IsUnpaid(SpaprCaller caller) => _needsMemory && caller.HasNoMemory;
}
