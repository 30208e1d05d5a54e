namespace VfioActors.Vfio.Faults.VeventQueues;

/// <summary>The queue for one type of events.</summary>
/// <param name="Depth">How many events it holds.</param>
/// <param name="Count">How many it holds now, the mark of loss not counted.</param>
/// <param name="Sequence">The number that what is placed next gets: 31 bits.</param>
/// <param name="IsLossLast">1 when the mark of loss is its last element.</param>
/// <param name="LossSequence">The number of that mark.</param>
public readonly record struct VeventQueue(uint Depth, uint Count, uint Sequence, uint IsLossLast, uint LossSequence);
