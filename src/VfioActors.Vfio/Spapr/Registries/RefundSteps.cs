using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Registries;

/// <summary>
/// How pages are given back to the memory, with what is known of their dirt, and charges to their payer.
/// </summary>
internal sealed class RefundSteps(RegionRegistryOptions options)
{
    private readonly bool _takesBytes = options.Kernel.Has(SpaprDefects.UnchargeTakesBytesForPages);

    /// <summary>Uncharges exactly what was charged.</summary>
    internal void Uncharge(PageCount pages, ProcessId payer, Outbox outbox)
    {
        if (pages.Value == 0) { return; }

        PageCount told = _takesBytes ? new(pages.Value << Paging.Shift) : pages;
        outbox.Send(options.Memory, new PageHoldMessage.Uncharge(told, payer, 0));
    }

    /// <summary>Gives the pages of a region back, and forgets them.</summary>
    /// <returns>Whether there were any.</returns>
    internal bool GiveBack(RegionRegistryState state, RegionId region, RefundModes modes, Outbox outbox)
    {
        var any = false;
        for (var page = PageIndex.Zero; state.Pages.TryNext(region.Value, page, out var start, out var run);)
        {
            run = run.Part(default, CutByDirt(state, region, start, run.Pages, out var marks));
            page = start.Plus(run.Pages);
            if (modes.Answered && !state.Pages.TryNext(region.Value, page, out _, out _)) { marks |= HoldMarks.Answer; }

            Pfn first = new(modes.AsAddresses ? run.First << Paging.Shift : run.First);
            outbox.Send(options.Memory, new PageHoldMessage.GiveBack(first, run.Pages, marks, 0));
            any = true;
        }

        state.Pages.Clear(region.Value);
        state.Dirty.Clear(region.Value);
        return any;
    }

    /// <summary>How many leading pages are dirty, or are not.</summary>
    private static PageCount CutByDirt(
        RegionRegistryState state, RegionId region, PageIndex page, PageCount pages, out HoldMarks marks)
    {
        var isDirty = state.Dirty.TryFrom(region.Value, page, out var dirty);
        marks = isDirty ? HoldMarks.Dirty : HoldMarks.None;
        return isDirty ? PageCount.Min(pages, dirty.Pages) : state.Dirty.Gap(region.Value, page, pages);
    }
}
