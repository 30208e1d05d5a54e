using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Parts;

/// <summary>Tells an actor that it plays its part no more. What it held in it was given back.</summary>
/// <param name="Error">ETIMEDOUT: it did not answer in time. EBUSY: it kept what it was told to drop.</param>
/// <param name="Reason">What it did not answer, in words.</param>
public sealed record PartLost(Errno Error, string Reason);
