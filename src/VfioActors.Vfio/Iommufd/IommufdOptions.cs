using VfioActors.Behaviors;

namespace VfioActors.Vfio.Iommufd;

/// <summary>What one open file of iommufd is like.</summary>
public sealed record IommufdOptions
{
    /// <summary>The lock of the devices' group.</summary>
    public required ActorId GroupLock { get; init; }

    /// <summary>The objects that are there at the start: numbers 1 and on.</summary>
    public IReadOnlyList<GivenObject> Given { get; init; } = [];

    /// <summary>How many objects there may be: at most 32.</summary>
    public int ObjectsMost { get; init; } = 16;

    /// <summary>Whether the process can open no more files.</summary>
    public bool FilesAreFull { get; init; }

    /// <summary>Whether what a call answers cannot be written where the user wants it.</summary>
    public bool AnswersFault { get; init; }

    /// <summary>Whether the driver of the IOMMU says a wrong size of its vDEVICEs: a bug of that driver.</summary>
    public bool VdeviceSizeIsWrong { get; init; }

    /// <summary>The number for the guest that the driver of the IOMMU refuses; 0 for none.</summary>
    public int RefusedNumber { get; init; }
}
