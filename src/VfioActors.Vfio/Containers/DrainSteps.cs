using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>
/// How the pages of a mapping leave IOMMU domains: unmapped and flushed in every domain but the first, then in the
/// first, which tells the pages; these are unpinned, and the charges settled once.
/// </summary>
internal sealed class DrainSteps(ContainerOptions options)
{
    private readonly bool _keepsReserved = options.Defects.Has(Type1Defects.ReservedPinsCountAsChargedWhenUndone)
        || options.Defects.Has(Type1Defects.ReservedPinsCountAsChargedInBatches);

    private readonly bool _reaccountsReserved = options.Defects.Has(Type1Defects.ReaccountCountsReservedPins);
    private readonly bool _unchargesEachPage = options.Defects.Has(Type1Defects.EachPageIsUnchargedAlone);

    /// <summary>Begins with the mapping in hand.</summary>
    internal static StepOutcome Begin(ContainerState state, Outbox outbox)
    {
        var work = state.Hand.Value with { Freed = 0, Stage = WorkStage.Draining };
        state.Hand.Value = work;
        if (IsPassedOver(state, work.At)) { return StepOutcome.Done; }
        if (work.Target != DomainId.None) { return Unmap(state, work.Target, outbox); }
        return state.Domains.Count == 0 ? StepOutcome.Done : Unmap(state, state.Domains.Keys[^1], outbox);
    }

    internal StepOutcome OnUnmapped(ContainerState state, in IommuTableMessage.Unmapped unmapped, Outbox outbox)
    {
        var work = state.Hand.Value;
        var mapping = state.Mappings[work.At];
        var only = work.Target != DomainId.None;
        var unpins = only ? !mapping.IsBacked : unmapped.Domain == state.Domains.Keys[0];
        if (unpins && unmapped.Pages.Value > 0) { Unpin(state, in unmapped, in mapping, outbox); }
        if (unmapped.Last == 0) { return StepOutcome.Waiting; }
        if (!only && unmapped.Domain != state.Domains.Keys[0])
        {
            var at = state.Domains.Keys.BinarySearch(unmapped.Domain) - 1;
            return Unmap(state, state.Domains.Keys[at], outbox);
        }

        return unpins ? Settle(state, outbox) : StepOutcome.Done;
    }

    /// <summary>The owner was charged for what drivers hold, or its limit did not let that through.</summary>
    internal static StepOutcome OnRecharged(ContainerState state, in GuestMemoryMessage.Recharged recharged)
    {
        if (recharged.Error == Errno.None)
        {
            MappingBook.Charge(state, state.Hand.Value.At, recharged.Pages);
        }

        return StepOutcome.Done;
    }

    /// <summary>
    /// Whether a mapping ends where the numbers end: it looks empty to who counts up to its end, and nothing of it ever
    /// came into an IOMMU.
    /// </summary>
    internal static bool IsPassedOver(ContainerState state, MappingKey key) =>
        key.IsApart && MappingBook.LastOf(key, state.Mappings[key]) == ulong.MaxValue;

    private static StepOutcome Unmap(ContainerState state, DomainId domain, Outbox outbox)
    {
        var work = state.Hand.Value;
        var pages = state.Mappings[work.At].Pages;
        outbox.Send(state.Domains[domain].Unit,
            new IommuTableMessage.Unmap(new(work.At.Start), new(pages), domain, 0));
        return StepOutcome.Waiting;
    }

    private void Unpin(ContainerState state, in IommuTableMessage.Unmapped unmapped, in Mapping mapping, Outbox outbox)
    {
        var reserved = unmapped.First.IsReserved;
        if (reserved && !_keepsReserved) { return; }
        var work = state.Hand.Value;
        var keeps = work.Target != DomainId.None
            ? MappingBook.PinnedIn(
                state, work.At, (Paging.PageOf(unmapped.Start.Value), unmapped.Pages.Value), _keepsReserved)
            : 0;
        var freed = reserved ? 0 : (long)unmapped.Pages.Value;
        state.Hand.Value = work with { Freed = work.Freed + freed - keeps };
        if (reserved) { return; }
        var written = mapping.Rights.HasFlag(MapModes.Write) ? AreaRights.Write : AreaRights.None;
        outbox.Send(options.Memory,
            new GuestMemoryMessage.Unpin(unmapped.First, unmapped.Pages, default, mapping.Owner, written));
    }

    /// <summary>
    /// One call to the accounting: what drivers still hold stays charged when the mapping stays. That can be more than
    /// the IOMMU had, when a page is held under two addresses: then the limit is tested, and a refusal is overlooked.
    /// </summary>
    /// <remarks>Source: vfio_iommu_unmap_unpin_reaccount and vfio_lock_acct, Linux 6.1.</remarks>
    private StepOutcome Settle(ContainerState state, Outbox outbox)
    {
        var work = state.Hand.Value;
        var mapping = state.Mappings[work.At];
        var delta = -work.Freed;
        if (work.Marks.HasFlag(WorkMarks.Reaccounting))
        {
            delta += MappingBook.PinnedIn(state, work.At, (work.At.Page, mapping.Pages), _reaccountsReserved)
                + MappingBook.OddPinnedIn(state, work.At);
        }

        if (delta == 0) { return StepOutcome.Done; }
        if (delta > 0)
        {
            outbox.Send(options.Memory,
                new GuestMemoryMessage.Recharge(delta, mapping.Owner, mapping.HasLockCap ? 1 : 0));
            return StepOutcome.Waiting;
        }

        MappingBook.Charge(state, work.At, delta);
        var calls = _unchargesEachPage ? Math.Abs(delta) : 1;
        for (var call = 0; call < calls; call++)
        {
            outbox.Send(options.Memory, new GuestMemoryMessage.Charge(delta / calls, mapping.Owner, 1));
        }

        return StepOutcome.Done;
    }
}
