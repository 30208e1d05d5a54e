using VfioActors.Conformance.Recordings;

namespace VfioActors.Conformance.Tests.Reference.Memories;

/// <summary>What the recorded kernels do differently, each by its cause.</summary>
public sealed record Kernel
{
    /// <summary>Pin and unpin take lists of page numbers, and unpin says how far it came.</summary>
    public bool PinsByList { get; init; }

    /// <summary>Callbacks go to the device that was opened first, not last.</summary>
    public bool NotifiesOldestFirst { get; init; }

    /// <summary>An unmap takes what is nearest to the root of the tree, not what is lowest.</summary>
    public bool UnmapsNearestRoot { get; init; }

    /// <summary>An unmap stops at a mapping that another process made.</summary>
    public bool OnlyMapperUnmaps { get; init; }

    /// <summary>Unmap knows the flags for all mappings and for addresses, and map the one for addresses.</summary>
    public bool UpdatesVaddr { get; init; }

    /// <summary>A driver may only call while its device is open, and misuse is warned of.</summary>
    public bool ChecksDrivers { get; init; }

    /// <summary>A page without a page record, of a device's memory, may be pinned.</summary>
    public bool PinsDeviceMemory { get; init; }

    /// <summary>The IOMMU says which page sizes it has, not only the smallest.</summary>
    public bool TellsPageSizes { get; init; }

    /// <summary>A group file is given a number that is no file: it is refused before anything is looked at.</summary>
    public bool LooksUpContainerFile { get; init; }

    /// <summary>A type that is merely an extension passes for a driver's and is refused late.</summary>
    public bool TakesExtensionForType { get; init; }

    /// <summary>The error of an IOMMU that cannot nest.</summary>
    public int NestingError { get; init; } = Errno.EINVAL;

    /// <summary>A read pin of a page shared after a fork takes a page of its own first.</summary>
    public bool UnsharesForPins { get; init; }

    /// <summary>Huge pages of the pool may be forgotten, whole ones.</summary>
    public bool ForgetsHugePages { get; init; }

    public static Kernel Of(KernelVersion version) => version == KernelVersion.Linux5x10
        ? new()
        {
            PinsByList = true,
            NotifiesOldestFirst = true,
            UnmapsNearestRoot = true,
            OnlyMapperUnmaps = true,
            PinsDeviceMemory = true,
            NestingError = Errno.ENODEV,
        }
        : new()
        {
            UpdatesVaddr = true,
            ForgetsHugePages = true,
            ChecksDrivers = true,
            TellsPageSizes = true,
            LooksUpContainerFile = true,
            TakesExtensionForType = true,
            UnsharesForPins = true,
        };
}
