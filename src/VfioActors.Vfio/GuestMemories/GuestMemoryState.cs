using VfioActors.Behaviors;
using VfioActors.Behaviors.Waits;
using VfioActors.Vfio.Containers.Pins;
using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.GuestMemories.Pages;
using VfioActors.Vfio.Runs;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>
/// What the memory of a family of processes is made of: processes, areas, page tables, objects, page frames.
/// </summary>
public sealed class GuestMemoryState : State, IWaits
{
    /// <summary>How many runs of each sort there may be.</summary>
    public const int RunsMax = 1 << 20;

    /// <summary>The space of the kernel's own addresses, beside those of processes.</summary>
    internal const long KernelSpace = -1;

    /// <summary>How many processes a family may have.</summary>
    public const int ProcessesMax = 64;

    internal GuestMemoryState(Journal journal, GuestMemoryOptions options)
        : base(journal)
    {
        Processes = SortedMap<ProcessId, ProcessRecord>(ProcessesMax);
        Areas = new(this, RunsMax);
        Pages = new(this, RunsMax);
        Objects = new(this, RunsMax);
        Frames = new(this, RunsMax);
        Contents = new(this, RunsMax);
        Awaited = new(this, RunsMax);
        Copies = SortedMap<PinListKey, CopyWait>(1 << 12);
        Adopted = Variable<int>();
        NextFrame = Variable(options.FirstFrame);
        NextReserved = Variable(new Pfn(Pfn.ReservedFrom + options.FirstFrame.Value));
        NextRecordless = Variable(new Pfn(Pfn.RecordlessFrom + options.FirstFrame.Value));
        NextNumber = Variable(1);
        Refused = Variable<Refusal>();
        ZeroPins = Variable<long>();
        Dirtied = new(this, RunsMax);
        Strays = SortedMap<Pfn, int>(RunsMax);
        Overdrawn = SortedMap<ProcessId, long>(ProcessesMax);
    }

    /// <summary>The processes, the dead ones too while something is charged to them.</summary>
    public SortedMap<ProcessId, ProcessRecord> Processes { get; }

    /// <summary>The areas of each process.</summary>
    public RunMap<Area> Areas { get; }

    /// <summary>The page tables of each process.</summary>
    public RunMap<PageRun> Pages { get; }

    /// <summary>The pages of objects: files, shared memory, memory of drivers.</summary>
    public RunMap<PageRun> Objects { get; }

    /// <summary>The page frames in use, in space 0.</summary>
    public RunMap<FrameRun> Frames { get; }

    /// <summary>
    /// What is in the page frames, in space 0, in bytes by the physical address: what is not told is zero.
    /// </summary>
    public RunMap<ByteRun> Contents { get; }

    /// <summary>The pages of each process that user space has to provide before they can be accessed.</summary>
    public RunMap<DirtyRun> Awaited { get; }

    /// <summary>The copies that wait for user space, by container and lease.</summary>
    public SortedMap<PinListKey, CopyWait> Copies { get; }

    /// <summary>How many threads have adopted a memory that they never give back; 0 in the reference.</summary>
    public Variable<int> Adopted { get; }

    /// <summary>The number of the next page frame.</summary>
    public Variable<Pfn> NextFrame { get; }

    /// <summary>The number of the next reserved page.</summary>
    public Variable<Pfn> NextReserved { get; }

    /// <summary>The number of the next page without a record.</summary>
    public Variable<Pfn> NextRecordless { get; }

    /// <summary>The number of the next area or object.</summary>
    public Variable<int> NextNumber { get; }

    /// <summary>The last charge that was refused.</summary>
    public Variable<Refusal> Refused { get; }

    /// <summary>Pins of the page of zeroes that nobody gives back; 0 in the reference.</summary>
    public Variable<long> ZeroPins { get; }

    /// <summary>The page frames that were said to be dirty by who held them, in space 0.</summary>
    public RunMap<DirtyRun> Dirtied { get; }

    /// <summary>
    /// Page frames that somebody gave back or marked while nobody held them, and how often; none in the reference.
    /// </summary>
    public SortedMap<Pfn, int> Strays { get; }

    /// <summary>By how many pages each process was uncharged below zero; none in the reference.</summary>
    public SortedMap<ProcessId, long> Overdrawn { get; }

    /// <summary>The page behind an address, or none.</summary>
    public Pfn PageAt(ProcessId process, Vaddr vaddr) =>
        Pages.TryFrom(process.Value, vaddr.Page, out var run) ? run.First : Pfn.None;

    /// <summary>How often the page behind an address is pinned; -1 when there is none that is counted.</summary>
    public long PinsAt(ProcessId process, Vaddr vaddr)
    {
        var page = PageAt(process, vaddr);
        var byNumber = Areas.TryFrom(process.Value, vaddr.Page, out var area)
            && area.Kind.IsByNumber();
        if (byNumber) { return -1; }
        return page.Value > 0 && !page.IsReserved ? PinsOf(page) : -1;
    }

    /// <summary>The byte at an address of a process; 0 where no page is in.</summary>
    public byte ByteAt(ProcessId process, Vaddr vaddr) => ByteAt((long)process.Value, vaddr);

    /// <summary>The byte at an address of the kernel.</summary>
    public byte KernelByteAt(Vaddr vaddr) => ByteAt(KernelSpace, vaddr);

    /// <summary>Finds the first run of bytes that reaches beyond an address, from that address on.</summary>
    public bool TryBytes(PhysicalAddress at, out PhysicalAddress start, out ByteRun run) =>
        FrameContents.TryNext(this, at, out start, out run);

    /// <summary>
    /// A copy may wait for ever for a page that user space never provides, and then only who accesses it waits.
    /// </summary>
    public void Tell(WaitList waits)
    {
        foreach (ref readonly var copy in Copies.Values) { waits.Excuse(copy.Operation); }
    }

    private byte ByteAt(long space, Vaddr vaddr)
    {
        var isIn = Pages.TryFrom(space, vaddr.Page, out var run) && !run.Marks.HasFlag(PageMarks.Same);
        var at = PhysicalAddress.Of(run.First).Plus(vaddr.InPage);
        return isIn && FrameContents.TryFrom(this, at, out var bytes) ? bytes.At(at) : (byte)0;
    }

    /// <summary>How often a page is pinned.</summary>
    public long PinsOf(Pfn page) => FrameTable.TryFind(this, page, out var frame) ? frame.Pins : 0;
}
