using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.VeventQueues;

/// <summary>An event that waits for its reader.</summary>
/// <param name="Data">What happened.</param>
/// <param name="Sequence">Its number as the reader sees it.</param>
/// <param name="Size">How many bytes its data has.</param>
public readonly record struct VeventEntry(MemoryWord Data, uint Sequence, uint Size);
