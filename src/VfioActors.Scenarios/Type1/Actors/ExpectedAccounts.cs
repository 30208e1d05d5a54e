using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Type1.Actors;

/// <summary>
/// What the accounting law says must be charged and pinned, from mappings, translations and drivers' pins alone.
/// </summary>
internal sealed class ExpectedAccounts
{
    private readonly IWorldView _view;
    private readonly Type1Actors _actors;

    private ExpectedAccounts(IWorldView view, Type1Actors actors) => (_view, _actors) = (view, actors);

    /// <summary>The pages charged to each process.</summary>
    internal SortedDictionary<ProcessId, long> Charged { get; } = [];

    /// <summary>How often each counted page frame is pinned.</summary>
    internal SortedDictionary<long, long> Pins { get; } = [];

    /// <summary>Adds it up.</summary>
    internal static ExpectedAccounts Of(IWorldView view, Type1Actors actors)
    {
        ExpectedAccounts sums = new(view, actors);
        foreach (var container in actors.Containers) { sums.Add(view.State<ContainerState>(container)); }
        sums.AddLocked(view.State<GuestMemoryState>(actors.Memory));
        return sums;
    }

    /// <summary>The runs of a domain in a range of pages, cut to it.</summary>
    internal static IEnumerable<(PageIndex Page, TableRun Run)> RunsIn(
        IommuTableState tables, DomainId domain, PageIndex page, PageCount pages)
    {
        var end = page.Plus(pages);
        while (page < end && tables.Tables.TryNext(domain.Value, page, out var start, out var run) && start < end)
        {
            run = run.Part(default, PageCount.Min(run.Pages, end.Since(start)));
            yield return (start, run);
            page = start.Plus(run.Pages);
        }
    }

    private void Add(ContainerState container)
    {
        for (var at = 0; at < container.Mappings.Count; at++)
        {
            var (start, mapping) = (container.Mappings.Keys[at].Start, container.Mappings.Values[at]);
            if (mapping.IsBacked) { AddBacked(container, start, in mapping); }
            AddPinned(container, start, in mapping);
        }
    }

    private void AddBacked(ContainerState container, Iova start, in Mapping mapping)
    {
        if (container.Domains.Count == 0) { return; }
        var page = start.Page;
        foreach (var (_, run) in RunsIn(_actors.TablesOf(_view), container.Domains.Keys[0], page, mapping.Pages))
        {
            if (new Pfn(run.First).IsReserved) { continue; }
            Charge(mapping.Owner, (long)run.Pages.Value);
            Pin(new(run.First), run.Pages);
        }
    }

    private void AddPinned(ContainerState container, Iova start, in Mapping mapping)
    {
        var (page, end) = (start.Page, start.Page.Plus(mapping.Pages));
        while (page < end && container.Pins.TryNext(page, out var run) && run.FirstPage < end)
        {
            var first = PageIndex.Max(page, run.FirstPage);
            page = PageIndex.Min(run.End, end);
            var (pfn, count) = (run.PfnOf(first), page.Since(first));
            if (pfn.IsReserved) { continue; }
            Pin(pfn, count);
            if (!mapping.IsBacked) { Charge(mapping.Owner, (long)count.Value); }
        }
    }

    /// <summary>What mlock counted is another user of the memory.</summary>
    private void AddLocked(GuestMemoryState memory)
    {
        foreach (var (key, area) in memory.Areas)
        {
            if (area.Locked != 0) { Charge(new((int)key.Space), (long)area.Pages.Value); }
        }
    }

    private void Charge(ProcessId process, long pages) =>
        Charged[process] = Charged.GetValueOrDefault(process) + pages;

    private void Pin(Pfn first, PageCount pages)
    {
        for (PageCount at = default; at < pages; at = at.Plus(PageCount.One))
        {
            var frame = first.Plus(at).Value;
            Pins[frame] = Pins.GetValueOrDefault(frame) + 1;
        }
    }
}
