using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.PageFaultQueues;

/// <summary>A page request group in a page fault queue.</summary>
/// <param name="Address">The address of its last page.</param>
/// <param name="Key">Which group.</param>
/// <param name="Generation">Under which attachment it came.</param>
public readonly record struct OutstandingGroup(Iova Address, GroupKey Key, Generation Generation);
