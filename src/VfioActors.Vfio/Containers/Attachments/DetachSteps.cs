using VfioActors.Behaviors;
using VfioActors.Vfio.Containers.Calls;
using VfioActors.Vfio.Containers.DirtyLogs;
using VfioActors.Vfio.Containers.DriverPins;
using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Containers.Maps;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.Attachments;

/// <summary>
/// How groups leave a container. With the last IOMMU-backed group the pages that the IOMMU had are unpinned; the
/// mappings stay while an emulated group is there, and go with the last group of all.
/// </summary>
internal sealed class DetachSteps(ContainerOptions options, DriverUnpinSteps unpin)
{
    private readonly bool _releasesPins = options.Kernel.Has(Type1Defects.LastEmulatedDetachReleasesPins);
    private readonly bool _forgetsWrites = options.Kernel.Has(Type1Defects.DetachForgetsWhatWasWritten);

    internal void Begin(ContainerState state, ActorId group, Outbox outbox)
    {
        var entry = state.Groups[group];
        if (entry.Attached == 0) { Left(state, outbox); }
        else if (entry.Domain == DomainId.None) { LeaveEmulated(state, group, outbox); }
        else { LeaveBacked(state, group, entry, outbox); }
    }

    internal void OnDrain(ContainerState state, StepOutcome outcome, Outbox outbox)
    {
        if (outcome == StepOutcome.Waiting) { return; }
        Drained(state, outbox);
        DrainAll(state, outbox);
    }

    private void LeaveEmulated(ContainerState state, ActorId group, Outbox outbox)
    {
        state.Groups.Remove(group);
        if (ContainerGroups.HasEmulated(state) || state.Domains.Count > 0)
        {
            Left(state, outbox);
            return;
        }

        DrainAll(state, outbox);
    }

    private void LeaveBacked(ContainerState state, ActorId group, GroupEntry entry, Outbox outbox)
    {
        var domain = state.Domains[entry.Domain];
        outbox.Send(domain.Unit, new IommuTableMessage.Detach(group, entry.Domain));
        if (entry.PinnedScope == 0 && !_forgetsWrites) { DirtyLogSteps.MarkAll(state); }
        state.Domains[entry.Domain] = domain with { Groups = domain.Groups - 1 };
        state.Groups.Remove(group);
        state.Detach.Value = state.Detach.Value with { Domain = entry.Domain };
        if (domain.Groups > 1) { Left(state, outbox); }
        else if (state.Domains.Count > 1) { FreeDomain(state, outbox); }
        else
        {
            var stay = ContainerGroups.HasEmulated(state) ? 1 : 0;
            state.Detach.Value = state.Detach.Value with { MappingsStay = stay };
            DrainAll(state, outbox);
        }
    }

    private void DrainAll(ContainerState state, Outbox outbox)
    {
        while (TryNext(state, out var key))
        {
            DrainProgress drain = new(key, DomainId.None, state.Detach.Value.MappingsStay, 0);
            if (DrainSteps.Begin(state, drain, outbox) == StepOutcome.Waiting) { return; }
            Drained(state, outbox);
        }

        if (state.Domains.Count > 0) { FreeDomain(state, outbox); }
        else { Left(state, outbox); }
    }

    private static bool TryNext(ContainerState state, out MappingKey key)
    {
        var at = 0;
        if (state.Detach.Value.MappingsStay != 0)
        {
            while (at < state.Mappings.Count && !state.Mappings.Values[at].IsBacked) { at++; }
        }

        key = at < state.Mappings.Count ? state.Mappings.Keys[at] : default;
        return at < state.Mappings.Count;
    }

    /// <summary>One mapping has lost what the IOMMU had.</summary>
    private void Drained(ContainerState state, Outbox outbox)
    {
        var key = state.Drain.Value.At;
        var mapping = state.Mappings[key];
        if (state.Detach.Value.MappingsStay != 0)
        {
            state.Mappings[key] = mapping with { Marks = mapping.Marks & ~MappingMarks.Backed };
            return;
        }

        ForgetPins(state, key, in mapping, outbox);
        MapSteps.Remove(state, key, outbox);
    }

    /// <summary>What a driver never gave back has nobody left to ask for it; its pages stay pinned for ever.</summary>
    private void ForgetPins(ContainerState state, MappingKey key, in Mapping mapping, Outbox outbox)
    {
        var end = key.Page.Plus(mapping.Pages);
        if (!MappingIndex.IsPinned(state, key, in mapping)) { return; }
        // The kernel warns of every mapping that goes before its pins.
        state.Detach.Value = state.Detach.Value with { Warned = state.Detach.Value.Warned + 1 };
        while (!key.IsApart && state.Pins.TryNext(key.Page, out var run) && run.FirstPage < end)
        {
            var first = PageIndex.Max(run.FirstPage, key.Page);
            var pages = PageIndex.Min(run.End, end).Since(first);
            if (_releasesPins) { _ = unpin.Release(state, Iova.OfPage(first), pages, outbox); }
            else { state.Pins.Unpin(first, pages); }
        }

        while (MappingIndex.TryOdd(state, key, out var odd)) { state.OddPins.Remove(odd); }
    }

    private void FreeDomain(ContainerState state, Outbox outbox)
    {
        var id = state.Detach.Value.Domain;
        var domain = state.Domains[id];
        outbox.Send(domain.Unit, new IommuTableMessage.Free(id));
        state.Domains.Remove(id);
        Left(state, outbox);
    }

    /// <summary>The group is out. With the last one the container has no kind any more.</summary>
    private void Left(ContainerState state, Outbox outbox)
    {
        state.Groups.Remove(state.Calls.Current.From);
        outbox.Note($"lets {options.Of(state.Calls.Current.From).Name} go");
        if (state.Groups.Count == 0)
        {
            state.Kind.Value = ContainerKind.None;
            state.LogIsOn.Value = 0;
            state.Available.Value = 0;
            state.HadIommu.Value = 0;
            DirtyLogSteps.Forget(state);
        }

        state.Finish(new ContainerMessage.Done(0, Errno.None, state.Detach.Value.Warned), outbox);
    }
}
