using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Parts;

/// <summary>Answers <see cref="TakePart"/>.</summary>
/// <param name="Error">EBUSY: another actor plays it. EAGAIN: the topology has not started yet.</param>
/// <param name="IsOpen">Of a vendor driver, whether its device is open, so that it may pin.</param>
public sealed record PartTaken(Errno Error, bool IsOpen);
