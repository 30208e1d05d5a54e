namespace VfioActors.Exploration.Units.Cuts;

/// <summary>States of a region to which steps from other regions led, each with the way to it.</summary>
/// <param name="Region">The number of the region.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Bytes">What <see cref="EntryWriter"/> wrote of them.</param>
internal sealed record RegionEntries(int Region, int Count, byte[] Bytes);
