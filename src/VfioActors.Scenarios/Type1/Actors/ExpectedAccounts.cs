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
    internal static IEnumerable<(ulong Page, TableRun Run)> RunsIn(
        IommuTableState tables, DomainId domain, ulong page, ulong pages)
    {
        var end = page + pages;
        while (page < end && tables.Tables.TryNext(domain.Value, page, out var start, out var run) && start < end)
        {
            run = run.Part(0, Math.Min(run.Pages, end - start));
            yield return (start, run);
            page = start + run.Pages;
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
        foreach (var (_, run) in RunsIn(_actors.TablesOf(_view), container.Domains.Keys[0], page, mapping.Pages.Value))
        {
            if (new Pfn(run.First).IsReserved) { continue; }
            Charge(mapping.Owner, (long)run.Pages);
            Pin(run.First, run.Pages);
        }
    }

    private void AddPinned(ContainerState container, Iova start, in Mapping mapping)
    {
        var (page, end) = (start.Page, start.Page + mapping.Pages.Value);
        while (page < end && container.Pins.TryNext(page, out var run) && run.FirstPage < end)
        {
            var first = Math.Max(page, run.FirstPage);
            var count = Math.Min(run.End, end) - first;
            page = first + count;
            var pfn = (long)run.PfnOf(first);
            if (new Pfn(pfn).IsReserved) { continue; }
            Pin(pfn, count);
            if (!mapping.IsBacked) { Charge(mapping.Owner, (long)count); }
        }
    }

    /// <summary>What mlock counted is another user of the memory.</summary>
    private void AddLocked(GuestMemoryState memory)
    {
        foreach (var (key, area) in memory.Areas)
        {
            if (area.Locked != 0) { Charge(new((int)key.Space), (long)area.Pages); }
        }
    }

    private void Charge(ProcessId process, long pages) =>
        Charged[process] = Charged.GetValueOrDefault(process) + pages;

    private void Pin(long first, ulong pages)
    {
        for (var at = 0UL; at < pages; at++)
        {
            var frame = first + (long)at;
            Pins[frame] = Pins.GetValueOrDefault(frame) + 1;
        }
    }
}
