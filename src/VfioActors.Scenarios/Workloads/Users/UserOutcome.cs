using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Users;

/// <summary>What came of one request.</summary>
/// <param name="Value">Bytes for an unmap, pages for a pin or an unpin, the page for a DMA, else 0.</param>
/// <param name="Error">Why it was refused; none when it was not.</param>
/// <param name="Warned">1 when the kernel would have left a warning in its log.</param>
public readonly record struct UserOutcome(ulong Value, Errno Error, int Warned);
