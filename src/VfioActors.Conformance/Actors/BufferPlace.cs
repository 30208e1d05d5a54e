namespace VfioActors.Conformance.Actors;

/// <summary>Where a buffer lies in a process.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start">Its first address.</param>
/// <param name="Pages">Its size.</param>
/// <param name="Order">Counts buffers of the case as they are made.</param>
internal sealed record BufferPlace(string Name, ulong Start, long Pages, int Order);
