using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.Calls;

/// <summary>How far the pages of a mapping have come into IOMMU domains.</summary>
/// <param name="At">The mapping.</param>
/// <param name="Target">The one domain that is filled; none for all of them.</param>
/// <param name="Domain">The domain in hand.</param>
/// <param name="Done">How many pages are done.</param>
/// <param name="Batch">How many pages the batch in hand has.</param>
/// <param name="First">The batch's first page frame.</param>
/// <param name="Charged">Pages of the batch that were charged.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Reserved">Always 0: no gaps.</param>
public readonly record struct FillProgress(
    MappingKey At, DomainId Target, DomainId Domain, PageCount Done, PageCount Batch, Pfn First, PageCount Charged,
    Errno Error, int Reserved)
{
    /// <summary>Nothing of a mapping is done yet.</summary>
    internal static FillProgress Of(MappingKey at, DomainId target) => default(FillProgress) with
    {
        At = at,
        Target = target,
    };
}
