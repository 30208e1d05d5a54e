using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Containers.Pins;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.Calls;

/// <summary>How far the pin of a driver has come.</summary>
/// <param name="Entry">The entry of its list that is in hand.</param>
/// <param name="At">The mapping in hand.</param>
/// <param name="Done">How many pages of the entry are done.</param>
/// <param name="Pinned">How many pages of the whole list are done.</param>
/// <param name="Batch">How many pages the batch in hand has.</param>
/// <param name="First">The batch's first page frame.</param>
public readonly record struct PinProgress(
    PinListKey Entry, MappingKey At, PageCount Done, PageCount Pinned, PageCount Batch, Pfn First);
