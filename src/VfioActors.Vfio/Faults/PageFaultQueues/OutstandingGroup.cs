using System.Runtime.InteropServices;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.PageFaultQueues;

/// <summary>A page request group in a page fault queue.</summary>
/// <param name="Address">The address of its last page.</param>
/// <param name="Key">Which group.</param>
/// <param name="Generation">Under which attachment it came.</param>
/// <param name="Operation">The operation of the device that waits for the answer.</param>
/// <param name="EarlierPages">How many pages it asked for before the last: from 0.</param>
/// <param name="Order">Its place among all groups: from 1.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly record struct OutstandingGroup(
    Iova Address, GroupKey Key, Generation Generation, OperationId Operation, int EarlierPages, uint Order)
{
    /// <summary>The size of struct iommu_hwpt_pgfault: bytes.</summary>
    internal const uint RecordSize = 40;

    /// <summary>How many bytes a user reads of it: 40 a page.</summary>
    public uint Size => RecordSize * ((uint)EarlierPages + 1);
}
