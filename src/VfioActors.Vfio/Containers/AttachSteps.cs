using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>
/// How groups enter a container. The first IOMMU-backed group of a kind brings a domain of its own, into which every
/// mapping is put before the group is in; a failure takes all of it back.
/// </summary>
internal sealed class AttachSteps(ContainerOptions options, FillSteps fill)
{
    private readonly bool _leavesReplay = options.Defects.Has(Type1Defects.FailedReplayIsNotUndone);

    /// <summary>A group enters; before the container has a kind it is only noted.</summary>
    internal void Begin(ContainerState state, Outbox outbox)
    {
        var group = state.Hand.Value.Request.Client;
        var error = state.IsOpen.Value == 0 ? options.Rules.BadContainer
            : state.Groups.Contains(group) ? Errno.EINVAL
            : OtherBackends.Mixes(state, options, group) ? Errno.EPERM
            : Errno.None;
        if (error != Errno.None) { RequestBook.Finish(state, error, 0, outbox); }
        else if (state.Kind.Value == ContainerKind.None)
        {
            state.Groups[group] = default;
            RequestBook.Finish(state, Errno.None, 0, outbox);
        }
        else { Enter(state, group, outbox); }
    }

    /// <summary>The container gets its kind, and the groups in it are attached one after the other.</summary>
    internal void BeginKind(ContainerState state, Outbox outbox)
    {
        var request = state.Hand.Value.Request;
        var kind = (ContainerKind)request.Modes;
        var error = state.Kind.Value != ContainerKind.None || state.Groups.Count == 0 ? Errno.EINVAL
            : OtherBackends.Suits(state, options, kind) ? Errno.None
            : OtherBackends.Suits(state, options, ContainerKind.Type1) && FileSteps.Knows(options.Rules, (int)kind)
            ? Errno.EINVAL
            : Errno.ENODEV;
        if (error != Errno.None)
        {
            RequestBook.Finish(state, error, 0, outbox);
            return;
        }

        state.Kind.Value = kind;
        state.Available.Value = state.MappingsMax.Value;
        Enter(state, state.Groups.Keys[0], outbox);
    }

    internal void OnAttached(ContainerState state, in IommuTableMessage.Attached attached, Outbox outbox)
    {
        var work = state.Hand.Value;
        var group = GroupInHand(state);
        if (attached.Error != Errno.None)
        {
            Refuse(state, attached.Error, outbox);
            return;
        }

        var known = options.Of(group);
        var joins = state.Domains.TryGet(attached.Domain, out var entry);
        state.Domains[attached.Domain] = new(known.Unit, known.DomainKind, entry.Groups + 1);
        state.Groups[group] = new(attached.Domain, 0, 1);
        if (joins)
        {
            Entered(state, outbox);
            return;
        }

        state.Hand.Value = work with { Target = attached.Domain, At = default, Cursor = 0 };
        var error = Conflicts(state, group) ? Errno.EINVAL : known.IsolatesInterrupts ? Errno.None : Errno.EPERM;
        if (error != Errno.None) { GiveUp(state, error, outbox); }
        else { Replay(state, null, outbox); }
    }

    internal void OnFill(ContainerState state, StepOutcome outcome, Outbox outbox)
    {
        if (outcome == StepOutcome.Waiting) { return; }
        var work = state.Hand.Value;
        if (outcome == StepOutcome.Done)
        {
            Replay(state, work.At, outbox);
            return;
        }

        if (_leavesReplay)
        {
            GiveUp(state, work.Error, outbox);
            return;
        }

        state.Hand.Value = work with { Marks = work.Marks | WorkMarks.Undoing };
        OnDrain(state, DrainSteps.Begin(state, outbox), outbox);
    }

    /// <summary>Takes the pages of one mapping after the other back, the last one first.</summary>
    internal static void OnDrain(ContainerState state, StepOutcome outcome, Outbox outbox)
    {
        while (outcome != StepOutcome.Waiting)
        {
            var work = state.Hand.Value;
            var before = state.Mappings.Keys.BinarySearch(work.At) - 1;
            if (before < 0)
            {
                GiveUp(state, work.Error, outbox);
                return;
            }

            state.Hand.Value = work with { At = state.Mappings.Keys[before] };
            outcome = DrainSteps.Begin(state, outbox);
        }
    }

    /// <summary>The group that enters now: the caller, or one of those that were there before the kind.</summary>
    private static ActorId GroupInHand(ContainerState state)
    {
        var work = state.Hand.Value;
        return work.Request.Kind == RequestKind.SetKind ? state.Groups.Keys[work.Entry] : work.Request.Client;
    }

    private void Enter(ContainerState state, ActorId group, Outbox outbox)
    {
        var known = options.Of(group);
        if (OtherBackends.Have(state.Kind.Value))
        {
            EnterOther(state, group, outbox);
            return;
        }

        if (state.InvalidVaddrs.Value > 0)
        {
            Refuse(state, Errno.EBUSY, outbox);
            return;
        }

        if (!known.IsBacked)
        {
            state.Groups[group] = new(DomainId.None, 1, 1);
            Entered(state, outbox);
            return;
        }

        if (state.Kind.Value == ContainerKind.Nesting && options.Rules.NoNesting != Errno.None)
        {
            Refuse(state, options.Rules.NoNesting, outbox);
            return;
        }

        var domain = DomainId.None;
        for (var at = 0; at < state.Domains.Count; at++)
        {
            var entry = state.Domains.Values[at];
            if (entry.Unit == known.Unit && entry.Kind == known.DomainKind) { domain = state.Domains.Keys[at]; }
        }

        state.Hand.Value = state.Hand.Value with { Stage = WorkStage.Attaching };
        outbox.Send(known.Unit, new IommuTableMessage.Attach(group, domain));
    }

    private void EnterOther(ContainerState state, ActorId group, Outbox outbox)
    {
        var error = OtherBackends.Enter(state, options, group);
        if (error != Errno.None)
        {
            Refuse(state, error, outbox);
            return;
        }

        state.Groups[group] = new(DomainId.None, 1, 1);
        Entered(state, outbox);
    }

    private bool Conflicts(ContainerState state, ActorId group)
    {
        for (var at = 0; at < state.Mappings.Count; at++)
        {
            var (key, mapping) = (state.Mappings.Keys[at], state.Mappings.Values[at]);
            var (start, last) = (key.Start, MappingBook.LastOf(key, in mapping));
            var allowed = options.Rules.ChecksEndLate
                ? AddressRanges.AllowReserved(options.Of(group), start, last)
                : AddressRanges.Allow(options.Of(group), start, last);
            if (!allowed) { return true; }
        }

        return false;
    }

    /// <summary>Puts the mappings into the new domain that are behind one, or all of them.</summary>
    private void Replay(ContainerState state, MappingKey? done, Outbox outbox)
    {
        var at = done is { } last ? state.Mappings.Keys.BinarySearch(last) + 1 : 0;
        while (at < state.Mappings.Count && DrainSteps.IsPassedOver(state, state.Mappings.Keys[at])) { at++; }
        if (at < state.Mappings.Count)
        {
            state.Hand.Value = state.Hand.Value with { At = state.Mappings.Keys[at], Cursor = 0 };
            OnFill(state, fill.Next(state, outbox), outbox);
            return;
        }

        state.HadIommu.Value = 1;
        for (at = 0; at < state.Mappings.Count; at++)
        {
            var (key, mapping) = (state.Mappings.Keys[at], state.Mappings.Values[at]);
            state.Mappings[key] = mapping with { Marks = mapping.Marks | MappingMarks.Backed };
        }

        Entered(state, outbox);
    }

    private void Entered(ContainerState state, Outbox outbox)
    {
        var work = state.Hand.Value;
        outbox.Note($"takes in {options.Of(GroupInHand(state)).Name}");
        if (work.Request.Kind != RequestKind.SetKind || work.Entry + 1 == state.Groups.Count)
        {
            RequestBook.Finish(state, Errno.None, 0, outbox);
            return;
        }

        state.Hand.Value = work with { Entry = work.Entry + 1, Target = DomainId.None };
        Enter(state, state.Groups.Keys[work.Entry + 1], outbox);
    }

    /// <summary>The group leaves the domain that was made for it, which is freed.</summary>
    private static void GiveUp(ContainerState state, Errno error, Outbox outbox)
    {
        var work = state.Hand.Value;
        var unit = state.Domains[work.Target].Unit;
        outbox.Send(unit, new IommuTableMessage.Detach(GroupInHand(state), work.Target));
        outbox.Send(unit, new IommuTableMessage.Free(work.Target));
        state.Domains.Remove(work.Target);
        Refuse(state, error, outbox);
    }

    /// <summary>The caller's group is not in; a kind that could not be set leaves the groups as they were.</summary>
    private static void Refuse(ContainerState state, Errno error, Outbox outbox)
    {
        if (state.Hand.Value.Request.Kind != RequestKind.SetKind)
        {
            state.Groups.Remove(state.Hand.Value.Request.Client);
            RequestBook.Finish(state, error, 0, outbox);
            return;
        }

        for (var at = 0; at < state.Groups.Count; at++)
        {
            var (group, entry) = (state.Groups.Keys[at], state.Groups.Values[at]);
            var isIn = state.Domains.TryGet(entry.Domain, out var domain);
            if (isIn) { Leave(state, group, entry.Domain, domain, outbox); }
            state.Groups[group] = default;
        }

        state.Kind.Value = ContainerKind.None;
        RequestBook.Finish(state, error, 0, outbox);
    }

    private static void Leave(
        ContainerState state, ActorId group, DomainId id, DomainEntry domain, Outbox outbox)
    {
        outbox.Send(domain.Unit, new IommuTableMessage.Detach(group, id));
        state.Domains[id] = domain with { Groups = domain.Groups - 1 };
        if (domain.Groups > 1) { return; }
        outbox.Send(domain.Unit, new IommuTableMessage.Free(id));
        state.Domains.Remove(id);
    }
}
