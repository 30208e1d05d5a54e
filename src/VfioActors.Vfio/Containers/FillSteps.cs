using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>
/// How the pages of a mapping come into IOMMU domains: pinned and charged batch by batch, each batch mapped in every
/// domain that is to have it.
/// </summary>
internal sealed class FillSteps(ContainerOptions options)
{
    private readonly bool _testsCharged = options.Defects.Has(Type1Defects.MapTestsLimitForChargedPages);
    private readonly bool _reusesPages = options.Defects.Has(Type1Defects.PrefetchedPagesAreReused);

    /// <summary>Asks for the next batch of the mapping in hand.</summary>
    internal StepOutcome Next(ContainerState state, Outbox outbox)
    {
        var work = state.Hand.Value;
        var mapping = state.Mappings[work.At];
        if (work.Cursor == mapping.Pages) { return StepOutcome.Done; }
        var page = work.At.Page + work.Cursor;
        var left = mapping.Pages - work.Cursor;
        if (mapping.IsBacked)
        {
            var (known, entry) = (state.Domains.Keys[0], state.Domains.Values[0]);
            if (known == work.Target) { (known, entry) = (state.Domains.Keys[1], state.Domains.Values[1]); }
            state.Hand.Value = work with { Stage = WorkStage.Walking };
            outbox.Send(entry.Unit, new IommuTableMessage.Walk(new(page << Paging.Shift), new(left), known, 0));
            return StepOutcome.Waiting;
        }

        var (isPinned, pages) = MappingBook.PinsAt(state, work.At, page, left);
        var modes = Modes(in mapping, !isPinned);
        state.Hand.Value = work with { Stage = WorkStage.Pinning };
        Vaddr vaddr = new(mapping.Vaddr.Value + (work.Cursor << Paging.Shift));
        var pinner = options.Rules.PinsThroughCaller ? work.Request.Process : mapping.Owner;
        outbox.Send(options.Memory, new GuestMemoryMessage.Pin(
            vaddr, new(pages), pinner, mapping.Owner, modes));
        return StepOutcome.Waiting;
    }

    internal StepOutcome OnPinned(ContainerState state, in GuestMemoryMessage.Pinned pinned, Outbox outbox)
    {
        var work = state.Hand.Value;
        if (pinned.Error != Errno.None) { return Fail(state, pinned.Error); }
        MappingBook.Charge(state, work.At, (long)pinned.Charged.Value);
        var reuses = _reusesPages && pinned.First.IsReserved && work.First > 0;
        state.Hand.Value = work with
        {
            Pages = pinned.Pages.Value,
            First = reuses ? work.First : pinned.First.Value,
            Freed = (long)pinned.Charged.Value,
        };
        return MapInto(state, FirstDomain(state), outbox);
    }

    internal static StepOutcome OnWalked(ContainerState state, in IommuTableMessage.Unmapped walked, Outbox outbox)
    {
        var work = state.Hand.Value;
        Ensure.That(walked.Pages.Value > 0, "what is backed is in every domain");
        state.Hand.Value = work with { Pages = walked.Pages.Value, First = walked.First.Value, Freed = 0 };
        return MapInto(state, FirstDomain(state), outbox);
    }

    internal StepOutcome OnMapped(ContainerState state, Errno error, Outbox outbox)
    {
        var work = state.Hand.Value;
        var mapping = state.Mappings[work.At];
        if (error != Errno.None)
        {
            // The first domain does not have the batch, so that nobody would find it there: it is given back here.
            if (work.Domain == FirstDomain(state) && !mapping.IsBacked)
            {
                MappingBook.Charge(state, work.At, -work.Freed);
                outbox.Send(options.Memory, new GuestMemoryMessage.Unpin(
                    new(work.First), new(work.Pages), new((ulong)work.Freed), mapping.Owner, AreaRights.None));
            }

            return Fail(state, error);
        }

        if (NextDomain(state, work.Domain) is { } domain) { return MapInto(state, domain, outbox); }
        state.Hand.Value = work with { Cursor = work.Cursor + work.Pages, Pages = 0, Freed = 0 };
        return Next(state, outbox);
    }

    private static StepOutcome Fail(ContainerState state, Errno error)
    {
        state.Hand.Value = state.Hand.Value with { Error = error };
        return StepOutcome.Failed;
    }

    private PinModes Modes(in Mapping mapping, bool charges)
    {
        var modes = mapping.Rights.HasFlag(MapModes.Write) ? PinModes.Write : PinModes.None;
        if (charges) { modes |= PinModes.Charge; }
        else if (_testsCharged) { modes |= PinModes.Tests; }
        if (mapping.HasLockCap) { modes |= PinModes.LockCap; }
        return options.PinsSinglePages ? modes | PinModes.OnePage : modes;
    }

    private static StepOutcome MapInto(ContainerState state, DomainId domain, Outbox outbox)
    {
        var work = state.Hand.Value with { Stage = WorkStage.Mapping, Domain = domain };
        state.Hand.Value = work;
        var mapping = state.Mappings[work.At];
        var rights = (mapping.Rights.HasFlag(MapModes.Read) ? TableRights.Read : TableRights.None)
            | (mapping.Rights.HasFlag(MapModes.Write) ? TableRights.Write : TableRights.None);
        Iova iova = new((work.At.Page + work.Cursor) << Paging.Shift);
        outbox.Send(state.Domains[domain].Unit,
            new IommuTableMessage.Map(iova, new(work.Pages), new(work.First), domain, rights));
        return StepOutcome.Waiting;
    }

    /// <summary>A group that enters fills its own domain only; a map fills them all.</summary>
    private static DomainId FirstDomain(ContainerState state) =>
        state.Hand.Value.Target != DomainId.None ? state.Hand.Value.Target : state.Domains.Keys[0];

    private static DomainId? NextDomain(ContainerState state, DomainId domain)
    {
        if (state.Hand.Value.Target != DomainId.None) { return null; }
        var at = state.Domains.Keys.BinarySearch(domain) + 1;
        return at < state.Domains.Count ? state.Domains.Keys[at] : null;
    }
}
