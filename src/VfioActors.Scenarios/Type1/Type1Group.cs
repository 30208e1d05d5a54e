using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.VendorDrivers;

namespace VfioActors.Scenarios.Type1;

/// <summary>A group in a scenario about type1 containers.</summary>
/// <param name="Name">Its name: p0 and so on with an IOMMU behind it, m0 and so on without.</param>
/// <param name="IsBacked">Whether an IOMMU is behind it.</param>
public sealed record Type1Group(string Name, bool IsBacked)
{
    /// <summary>The container that it is in from the start; -1 for none.</summary>
    public int Container { get; init; }

    /// <summary>Whether its device has a driver that pins, as every emulated one has.</summary>
    public bool HasDriver { get; init; } = !IsBacked;

    /// <summary>Whether its device is open from the start.</summary>
    public bool IsOpen { get; init; } = !IsBacked;

    /// <summary>What else is said of the group.</summary>
    public Func<GroupOptions, GroupOptions> Options { get; init; } = group => group;

    /// <summary>What else is said of the driver.</summary>
    public Func<VendorDriverOptions, VendorDriverOptions> Driver { get; init; } = driver => driver;
}
