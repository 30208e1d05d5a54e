using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Containers.Pins;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.GuestMemories.Pages;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>
/// How bytes are moved between a process' memory and the kernel: up to the first byte that cannot be had. A page that
/// user space has to provide is waited for, and the memory serves others meanwhile.
/// </summary>
internal sealed class CopySteps(GuestMemoryOptions options, FaultSteps faults)
{
    private static Vaddr UserEnd => new(0x7fff_ffff_f000);

    private readonly bool _testsNoRange = Has(options, DmaRwDefects.UserRangeIsNotTested);
    private readonly bool _kernelReachesKernel = Has(options, DmaRwDefects.KernelThreadsReachKernelMemory);
    private readonly bool _dyingAdopt = Has(options, DmaRwDefects.NoMemoryMeansKernelThread);
    private readonly bool _followsExec = Has(options, DmaRwDefects.OwnerIsFollowedThroughExec);

    /// <summary>Sets up the pages that user space provides, and the kernel's memory.</summary>
    internal static void Start(GuestMemoryState state, GuestMemoryOptions options)
    {
        foreach (var (start, pages) in options.Awaited)
        {
            state.Awaited.Set(0, start.Page, new(pages));
        }

        if (options.KernelPages == default) { return; }
        var first = FrameTable.Allocate(state, options.KernelPages, whole: false);
        state.Pages.Set(GuestMemoryState.KernelSpace, GuestMemoryOptions.KernelStart.Page,
            new(options.KernelPages, first, PageMarks.Writable));
    }

    /// <summary>Whether a page of an area is one that user space has to provide.</summary>
    internal static bool IsAwaited(GuestMemoryOptions options, AreaOptions area)
    {
        var end = area.Start.Plus(area.Pages);
        return options.Awaited.Any(range => range.Start >= area.Start && range.Start < end);
    }

    internal void OnCopy(GuestMemoryState state, in GuestMemoryMessage.Copy copy, ActorId container, Outbox outbox)
    {
        CopyWait wait = new(
            copy.Vaddr, copy.Length, default, outbox.Serving, copy.Owner, copy.Modes, copy.Value);
        if (_dyingAdopt && copy.Modes.HasFlag(AccessModes.Exiting))
        {
            state.Adopted.Value++;
            outbox.Note($"adopts the owner's memory inside a dying thread");
        }

        Go(state, new(container, copy.Lease), wait, outbox);
    }

    internal void OnPeek(GuestMemoryState state, in GuestMemoryMessage.Peek peek, ActorId process, Outbox outbox)
    {
        CopyWait wait = new(peek.Start, peek.Length, default, outbox.Serving, peek.Process, AccessModes.Own, 0);
        Go(state, new(process, 0), wait, outbox);
    }

    internal static void OnCancel(
        GuestMemoryState state, in GuestMemoryMessage.Cancel cancel, ActorId container, Outbox outbox)
    {
        PinListKey key = new(container, cancel.Lease);
        if (!state.Copies.TryGet(key, out var wait)) { return; }
        outbox.Note($"cancels the copy after {Counted.Of(wait.Moved.Value, "byte")}");
        Answer(state, key, in wait, Errno.EFAULT, outbox);
    }

    /// <summary>Something changed: copies that wait go on where they can.</summary>
    internal void GoOn(GuestMemoryState state, Outbox outbox)
    {
        for (var at = state.Copies.Count - 1; at >= 0; at--)
        {
            outbox.Serving = state.Copies.Values[at].Operation;
            Go(state, state.Copies.Keys[at], state.Copies.Values[at], outbox);
        }
    }

    internal Errno Fill(GuestMemoryState state, in GuestMemoryMessage.Fill fill) =>
        Fill(state, new(fill.Start, fill.Pages, fill.Process), fill.First);

    internal Errno Provide(GuestMemoryState state, in GuestMemoryMessage.Provide provide)
    {
        state.Awaited.Clear(provide.Process.Value, provide.Start.Page, provide.Pages);
        for (PageCount at = default; at < provide.Pages; at = at.Plus(PageCount.One))
        {
            FillRange one = new(provide.Start.Plus(at), PageCount.One, provide.Process);
            var error = Fill(state, one, provide.Value);
            if (error != Errno.None) { return error; }
        }

        return Errno.None;
    }

    internal Errno Prepare(GuestMemoryState state, in GuestMemoryMessage.Prepare prepare)
    {
        FillRange range = new(prepare.Start, prepare.Pages, prepare.Process);
        var found = state.Areas.TryFrom(prepare.Process.Value, range.Start.Page, out var area);
        if (!found || area.Kind is AreaKind.AnonymousReadOnly or AreaKind.NoAccess || area.Kind.IsByNumber())
        {
            return Errno.None;
        }

        if (area.Kind.HasObject()) { FillObject(state, in area, range.Pages, prepare.First); }
        var writes = !area.Kind.IsShared() && area.Rights.HasFlag(AreaRights.Write);
        return writes ? Fill(state, range, prepare.First) : Show(state, range);
    }

    private static bool Has(GuestMemoryOptions options, Behaviors.Defects.Defect flaw) =>
        options.Kernel.Has(flaw);

    /// <summary>Fills what can be written, and passes over what cannot.</summary>
    private Errno Fill(GuestMemoryState state, FillRange range, int first)
    {
        var answer = Errno.None;
        for (PageCount at = default; at < range.Pages;)
        {
            var place = ((long)range.Process.Value, range.Start.Page.Plus(at));
            var error = faults.Resolve(state, place, range.Pages.Minus(at), FaultAccess.Write, out var run);
            if (error == Errno.None) { FrameContents.Fill(state, in run, ByteOf(first, at)); }
            else { answer = error; }
            at = at.Plus(error == Errno.None ? run.Pages : Unreachable(state, place, range.Pages.Minus(at)));
        }

        return answer;
    }

    /// <summary>How many pages from one on cannot be reached for the same reason: no area, or its rights.</summary>
    private static PageCount Unreachable(
        GuestMemoryState state, (long Process, PageIndex Page) place, PageCount most) =>
        state.Areas.TryFrom(place.Process, place.Page, out var area)
            ? PageCount.Min(area.Pages, most)
            : state.Areas.Gap(place.Process, place.Page, most);

    private static void FillObject(GuestMemoryState state, in Area area, PageCount pages, int first)
    {
        for (PageCount at = default; at < pages;)
        {
            var run = FaultSteps.OfObject(state, area.Part(at, area.Pages.Minus(at)), pages.Minus(at));
            FrameContents.Fill(state, in run, ByteOf(first, at));
            at = at.Plus(run.Pages);
        }
    }

    /// <summary>The byte that a page is filled with: each page has one more than the one before.</summary>
    private static byte ByteOf(int first, PageCount at) => unchecked((byte)((ulong)first + at.Value));

    private Errno Show(GuestMemoryState state, FillRange range)
    {
        for (PageCount at = default; at < range.Pages;)
        {
            var place = ((long)range.Process.Value, range.Start.Page.Plus(at));
            var error = faults.Resolve(state, place, range.Pages.Minus(at), FaultAccess.Read, out var run);
            if (error != Errno.None) { return error; }
            at = at.Plus(run.Pages);
        }

        return Errno.None;
    }

    /// <summary>Moves what can be moved, then answers, or waits for user space.</summary>
    private void Go(GuestMemoryState state, PinListKey key, CopyWait wait, Outbox outbox)
    {
        var process = OwnerOf(state, wait.Owner);
        var known = state.Processes.TryGet(process, out var record) && record.Alive != 0;
        var error = !known ? Errno.ESRCH : wait.Modes.HasFlag(AccessModes.Stranger) ? Errno.EFAULT : Errno.None;
        while (error == Errno.None && wait.Left > default(ByteCount))
        {
            error = TryPart(state, process, in wait, out var part);
            if (error == Errno.None)
            {
                Move(state, key.Entry, in wait, in part, (key.Driver, outbox));
                wait = wait.After(part.Bytes);
            }
        }

        if (error != Errno.EAGAIN) { Answer(state, key, in wait, error, outbox); }
        else
        {
            outbox.Note($"waits for user space to provide the page at {wait.Vaddr}");
            state.Copies[key] = wait;
        }
    }

    private ProcessId OwnerOf(GuestMemoryState state, ProcessId owner)
    {
        while (_followsExec && state.Processes.TryGet(owner, out var record) && record.Successor != default)
        {
            owner = record.Successor;
        }

        return owner;
    }

    private static void Answer(GuestMemoryState state, PinListKey key, in CopyWait wait, Errno error, Outbox outbox)
    {
        state.Copies.Remove(key);
        outbox.Note($"{(wait.Writes ? "writes" : "reads")} {Counted.Of(wait.Moved.Value, "byte")}: {error.Returned()}");
        outbox.Send(key.Driver, new GuestMemoryMessage.Copied(wait.Moved, error, key.Entry));
    }

    /// <summary>Finds the leading bytes that lie in frames that follow each other.</summary>
    /// <returns>EFAULT when the first byte cannot be had, EAGAIN when user space has to provide it.</returns>
    private Errno TryPart(GuestMemoryState state, ProcessId process, in CopyWait wait, out CopyPart part)
    {
        part = default;
        var (space, left) = ((long)process.Value, wait.Left);
        var (page, offset) = (wait.Vaddr.Page, wait.Vaddr.InPage);
        if (wait.Vaddr >= UserEnd) { return TryKernel(state, in wait, out part); }
        left = ByteCount.Min(left, UserEnd.Since(wait.Vaddr));
        var pages = state.Awaited.Gap(space, page, offset.Plus(left).PagesUp);
        if (pages == default) { return Errno.EAGAIN; }
        var access = wait.Writes ? FaultAccess.Write : FaultAccess.Read;
        var error = faults.Resolve(state, (space, page), pages, access, out var run);
        if (error == Errno.None) { part = CopyPart.Of(in run, offset, left); }
        return error;
    }

    private Errno TryKernel(GuestMemoryState state, in CopyWait wait, out CopyPart part)
    {
        part = default;
        var tests = !_testsNoRange && !(_kernelReachesKernel && wait.Modes.HasFlag(AccessModes.KernelThread));
        if (tests || wait.Modes.HasFlag(AccessModes.Own)) { return Errno.EFAULT; }
        var isIn = state.Pages.TryFrom(GuestMemoryState.KernelSpace, wait.Vaddr.Page, out var run);
        if (isIn) { part = CopyPart.Of(in run, wait.Vaddr.InPage, wait.Left); }
        return isIn ? Errno.None : Errno.EFAULT;
    }

    private static void Move(
        GuestMemoryState state, int lease, in CopyWait wait, in CopyPart part, (ActorId Container, Outbox Box) to)
    {
        if (wait.Writes)
        {
            FrameContents.Write(state, part.At, part.Bytes, unchecked((byte)wait.Value));
            return;
        }

        for (ByteCount at = default; at < part.Bytes && part.IsZero == 0;)
        {
            var run = FrameContents.At(state, part.At.Plus(at), part.Bytes.Minus(at));
            if (run.Value != 0)
            {
                to.Box.Send(to.Container,
                    new GuestMemoryMessage.Read(wait.Moved.Plus(at), run.Bytes, (int)run.Value, lease));
            }

            at = at.Plus(run.Bytes);
        }
    }
}
