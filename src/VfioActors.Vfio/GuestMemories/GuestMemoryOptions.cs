using VfioActors.Vfio.GuestMemories.Areas;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories;

/// <summary>
/// What the memory of a family of processes is like at first, and by the rules of which kernel it goes.
/// </summary>
public sealed record GuestMemoryOptions
{
    /// <summary>Where the kernel's own memory starts.</summary>
    public static Vaddr KernelStart => new(0xffff_8880_0000_0000);

    /// <summary>How its kernel behaves.</summary>
    public KernelModel Kernel { get; init; } = KernelModel.Fixed;

    /// <summary>The number of the first page frame: different families must not share numbers.</summary>
    public Pfn FirstFrame { get; init; } = new(1);

    /// <summary>RLIMIT_MEMLOCK of the first process in bytes; no limit when not given.</summary>
    public ByteCount Limit { get; init; } = new(ulong.MaxValue);

    /// <summary>Whether the first process has CAP_IPC_LOCK.</summary>
    public bool Capability { get; init; }

    /// <summary>An address at which a fetch gives neither a page nor an error; none when not given.</summary>
    public Vaddr? EmptyFetchAt { get; init; }

    /// <summary>The areas of the first process at the start, brought in unless it cannot be.</summary>
    public IReadOnlyList<AreaOptions> Areas { get; init; } = [];

    /// <summary>
    /// Ranges of the first process' areas that user space has to provide, page by page, before they can be accessed.
    /// </summary>
    public IReadOnlyList<(Vaddr Start, PageCount Pages)> Awaited { get; init; } = [];

    /// <summary>How many pages of the kernel's own memory there are, from <see cref="KernelStart"/>.</summary>
    public PageCount KernelPages { get; init; }
}
