using VfioActors.Vfio.Protocols;

namespace VfioActors.Hosting.Parts;

/// <summary>An unmap that waits until the driver has done its part.</summary>
/// <param name="Unmap">What it was told.</param>
/// <param name="Serial">What the wait is called.</param>
internal sealed record DriverCallback(VendorDriverMessage.DmaUnmap Unmap, int Serial);
