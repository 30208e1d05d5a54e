using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Kernels;

/// <summary>Answers <see cref="FindDevice"/>.</summary>
/// <param name="Name">As asked.</param>
/// <param name="Id">Its number; null when there is no such device.</param>
public sealed record FoundDevice(string Name, DeviceId? Id);
