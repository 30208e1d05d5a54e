using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>
/// How groups leave a container. With the last IOMMU-backed group the pages that the IOMMU had are unpinned; the
/// mappings stay while an emulated group is there, and go with the last group of all.
/// </summary>
internal sealed class DetachSteps(ContainerOptions options, DriverUnpinSteps unpin)
{
    private readonly bool _releasesPins = options.Defects.Has(Type1Defects.LastEmulatedDetachReleasesPins);
    private readonly bool _forgetsWrites = options.Defects.Has(Type1Defects.DetachForgetsWhatWasWritten);

    internal void Begin(ContainerState state, Outbox outbox)
    {
        var group = state.Hand.Value.Request.Client;
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
        if (GroupBook.HasEmulated(state) || state.Domains.Count > 0)
        {
            Left(state, outbox);
            return;
        }

        state.Hand.Value = state.Hand.Value with { Marks = WorkMarks.Everything };
        DrainAll(state, outbox);
    }

    private void LeaveBacked(ContainerState state, ActorId group, GroupEntry entry, Outbox outbox)
    {
        var domain = state.Domains[entry.Domain];
        outbox.Send(domain.Unit, new IommuTableMessage.Detach(group, entry.Domain));
        if (entry.PinnedScope == 0 && !_forgetsWrites) { LogSteps.MarkAll(state); }
        state.Domains[entry.Domain] = domain with { Groups = domain.Groups - 1 };
        state.Groups.Remove(group);
        state.Hand.Value = state.Hand.Value with { Domain = entry.Domain };
        if (domain.Groups > 1) { Left(state, outbox); }
        else if (state.Domains.Count > 1) { FreeDomain(state, outbox); }
        else
        {
            var marks = GroupBook.HasEmulated(state) ? WorkMarks.Reaccounting : WorkMarks.Everything;
            state.Hand.Value = state.Hand.Value with { Marks = marks };
            DrainAll(state, outbox);
        }
    }

    private void DrainAll(ContainerState state, Outbox outbox)
    {
        while (TryNext(state, out var key))
        {
            state.Hand.Value = state.Hand.Value with { At = key };
            if (DrainSteps.Begin(state, outbox) == StepOutcome.Waiting) { return; }
            Drained(state, outbox);
        }

        if (state.Domains.Count > 0) { FreeDomain(state, outbox); }
        else { Left(state, outbox); }
    }

    private static bool TryNext(ContainerState state, out MappingKey key)
    {
        var work = state.Hand.Value;
        var at = 0;
        if (work.Marks.HasFlag(WorkMarks.Reaccounting))
        {
            while (at < state.Mappings.Count && !state.Mappings.Values[at].IsBacked) { at++; }
        }

        key = at < state.Mappings.Count ? state.Mappings.Keys[at] : default;
        return at < state.Mappings.Count;
    }

    /// <summary>One mapping has lost what the IOMMU had.</summary>
    private void Drained(ContainerState state, Outbox outbox)
    {
        var key = state.Hand.Value.At;
        var mapping = state.Mappings[key];
        if (state.Hand.Value.Marks.HasFlag(WorkMarks.Reaccounting))
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
        var end = key.Page + mapping.Pages;
        if (!MappingBook.IsPinned(state, key, in mapping)) { return; }
        // The kernel warns of every mapping that goes before its pins.
        state.Hand.Value = state.Hand.Value with { Round = state.Hand.Value.Round + 1 };
        while (!key.IsApart && state.Pins.TryNext(key.Page, out var run) && run.FirstPage < end)
        {
            var first = Math.Max(run.FirstPage, key.Page);
            var pages = Math.Min(run.End, end) - first;
            if (_releasesPins) { _ = unpin.Release(state, first << Paging.Shift, pages, outbox); }
            else { state.Pins.Unpin(first, pages); }
        }

        while (MappingBook.TryOdd(state, key, out var odd)) { state.OddPins.Remove(odd); }
    }

    private void FreeDomain(ContainerState state, Outbox outbox)
    {
        var id = state.Hand.Value.Domain;
        var domain = state.Domains[id];
        outbox.Send(domain.Unit, new IommuTableMessage.Free(id));
        state.Domains.Remove(id);
        Left(state, outbox);
    }

    /// <summary>The group is out. With the last one the container has no kind any more.</summary>
    private void Left(ContainerState state, Outbox outbox)
    {
        state.Groups.Remove(state.Hand.Value.Request.Client);
        outbox.Note($"lets {options.Of(state.Hand.Value.Request.Client).Name} go");
        if (state.Groups.Count == 0)
        {
            state.Kind.Value = ContainerKind.None;
            state.LogIsOn.Value = 0;
            state.Available.Value = 0;
            state.HadIommu.Value = 0;
            LogSteps.Forget(state);
        }

        RequestBook.Finish(state, new ContainerMessage.Done(0, Errno.None, state.Hand.Value.Round), outbox);
    }
}
