using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.IommuTables;

/// <summary>
/// One IOMMU with second-level tables and the devices behind it: what a container with IOMMU-backed groups programs.
/// </summary>
/// <param name="options">What it is like.</param>
public sealed class IommuTableBehavior(IommuTableOptions options) : IBehavior<IommuTableState>, IRefuses
{
    /// <inheritdoc/>
    public IReadOnlyList<RefusableRequest> Refusables { get; } =
    [
        RefusableRequest.Of(
            new(0, "memory for the tables", "iommu_map", "ENOMEM"),
            static (in IommuTableMessage.Map _, ActorId asker, Outbox outbox) => outbox.Send(
                asker, new IommuTableMessage.Mapped(Errno.ENOMEM))),
        RefusableRequest.Of(
            new(0, "memory to attach a group", "iommu_attach_group", "ENOMEM"),
            static (in IommuTableMessage.Attach _, ActorId asker, Outbox outbox) => outbox.Send(
                asker, new IommuTableMessage.Attached(Errno.ENOMEM, DomainId.None))),
    ];

    /// <inheritdoc/>
    public IommuTableState Create(Journal journal) => new(journal, options);

    /// <inheritdoc/>
    public void Receive(IommuTableState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<IommuTableState> Hears => field ??= new MessageTable<IommuTableState>()
        .On<IommuTableMessage.Map>(OnMap)
        .On<IommuTableMessage.Unmap>(OnUnmap)
        .On<IommuTableMessage.Walk>(OnWalk)
        .On<IommuTableMessage.Attach>(OnAttach)
        .On<IommuTableMessage.Detach>(OnDetach)
        .On<IommuTableMessage.Free>(OnFree)
        .On<IommuTableMessage.Access>(OnAccess)
        .Says<IommuTableMessage.Attached>()
        .Says<IommuTableMessage.Mapped>()
        .Says<IommuTableMessage.Unmapped>()
        .Says<IommuTableMessage.Accessed>();

    private void OnAttach(
        IommuTableState state, in IommuTableMessage.Attach attach, ActorId container, Outbox outbox)
    {
        var domain = attach.Domain == DomainId.None ? LowestFree(state) : attach.Domain;
        var isNew = !state.Domains.Contains(domain);
        var error = state.Groups.Contains(attach.Group) ? Errno.EBUSY
            : isNew && state.Domains.IsFull ? Errno.EIO
            : Errno.None;
        if (error == Errno.None)
        {
            if (isNew) { state.Domains[domain] = container; }
            state.Groups[attach.Group] = domain;
            outbox.Note($"puts {options.NameOf(attach.Group)} into domain {domain}");
        }

        outbox.Send(container, new IommuTableMessage.Attached(error, error == Errno.None ? domain : DomainId.None));
    }

    private void OnDetach(IommuTableState state, in IommuTableMessage.Detach detach, Outbox outbox)
    {
        state.Groups.Remove(detach.Group);
        outbox.Note($"takes {options.NameOf(detach.Group)} out of domain {detach.Domain}");
    }

    private static void OnFree(IommuTableState state, in IommuTableMessage.Free free, Outbox outbox)
    {
        state.Domains.Remove(free.Domain);
        state.Tables.Clear(free.Domain.Value);
        state.Cache.Clear(free.Domain.Value);
        outbox.Note($"frees domain {free.Domain}");
    }

    private void OnMap(IommuTableState state, in IommuTableMessage.Map map, ActorId container, Outbox outbox)
    {
        var (space, page) = (map.Domain.Value, map.Start.Page);
        var error = !state.Domains.Contains(map.Domain) ? Errno.EINVAL
            : page.Plus(map.Pages.Minus(PageCount.One)) > options.LastPage ? Errno.EFAULT
            : state.Tables.Count + 2 > options.RunsMax ? Errno.ENOMEM
            : state.Tables.Gap(space, page, map.Pages) < map.Pages ? Errno.EBUSY
            : Errno.None;
        if (error == Errno.None)
        {
            var step = map.First == Pfn.Zero ? 0 : 1;
            state.Tables.Set(space, page, new(map.Pages, map.First.Value, map.Rights, step));
            outbox.Note($"maps {Counted.Of(map.Pages, "page")} at {map.Start} in domain {map.Domain}");
        }
        else
        {
            outbox.Note($"maps nothing at {map.Start}: {error.Returned()}");
        }

        outbox.Send(container, new IommuTableMessage.Mapped(error));
    }

    private static void OnUnmap(
        IommuTableState state, in IommuTableMessage.Unmap unmap, ActorId container, Outbox outbox)
    {
        var (space, page) = (unmap.Domain.Value, unmap.Start.Page);
        var end = page.Plus(unmap.Pages);
        IommuTableMessage.Unmapped answer = new(unmap.Start, default, default, unmap.Domain, 1);
        for (var at = page; at < end && TryRun(state, space, at, end) is var (start, run) && run.Pages.Value > 0;)
        {
            if (answer.Pages.Value > 0) { outbox.Send(container, answer with { Last = 0 }); }
            answer = new(Iova.OfPage(start), run.Pages, new(run.First), unmap.Domain, 1);
            at = start.Plus(run.Pages);
        }

        state.Tables.Clear(space, page, unmap.Pages);
        state.Cache.Clear(space, page, unmap.Pages);
        outbox.Note($"unmaps {Counted.Of(unmap.Pages, "page")} at {unmap.Start} of domain {unmap.Domain}, and flushes");
        outbox.Send(container, in answer);
    }

    private static void OnWalk(IommuTableState state, in IommuTableMessage.Walk walk, ActorId container, Outbox outbox)
    {
        var page = walk.Start.Page;
        var (start, run) = TryRun(state, walk.Domain.Value, page, page.Plus(walk.Pages));
        outbox.Send(container, new IommuTableMessage.Unmapped(
            Iova.OfPage(start), run.Pages, new(run.First), walk.Domain, 1));
    }

    /// <summary>A device's access: the cache answers first, so that what was not flushed still works.</summary>
    private static void OnAccess(
        IommuTableState state, in IommuTableMessage.Access access, ActorId device, Outbox outbox)
    {
        var page = access.Iova.Page;
        TableRun run = default;
        var found = state.Groups.TryGet(access.Group, out var domain)
            && (state.Cache.TryFrom(domain.Value, page, out run) || state.Tables.TryFrom(domain.Value, page, out run));
        var allowed = found && (run.Rights & access.Rights) == access.Rights;
        if (allowed) { state.Cache.Set(domain.Value, page, run.Part(default, PageCount.One)); }
        outbox.Note($"{(allowed ? "reaches" : "faults at")} {access.Iova}");
        outbox.Send(device, new IommuTableMessage.Accessed(
            new(allowed ? run.First : 0), allowed ? Errno.None : Errno.EFAULT, access.Rights));
    }

    /// <summary>The first run of a domain in a range, cut to it; without pages when there is none.</summary>
    private static (PageIndex Start, TableRun Run) TryRun(
        IommuTableState state, long space, PageIndex page, PageIndex end)
    {
        if (!state.Tables.TryNext(space, page, out var start, out var run) || start >= end) { return (page, default); }
        return (start, run.Part(default, PageCount.Min(run.Pages, end.Since(start))));
    }

    private static DomainId LowestFree(IommuTableState state)
    {
        var lowest = 1;
        foreach (var used in state.Domains.Keys)
        {
            if (used.Value != lowest) { break; }
            lowest++;
        }

        return new(lowest);
    }
}
