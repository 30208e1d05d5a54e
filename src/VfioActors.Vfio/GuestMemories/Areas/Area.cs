using VfioActors.Vfio.Runs;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories.Areas;

/// <summary>A range of a process' addresses: the kernel's vm_area_struct.</summary>
/// <param name="Pages">How many pages.</param>
/// <param name="Backing">Which object is behind it: 0 for private memory.</param>
/// <param name="BackingPage">The page of the object that the first page shows.</param>
/// <param name="Kind">What is behind it.</param>
/// <param name="Rights">What the process may do.</param>
/// <param name="Locked">1 when mlock counted it.</param>
/// <param name="Number">Tells neighbours apart that came from different calls.</param>
public readonly record struct Area(
    PageCount Pages, long Backing, PageIndex BackingPage, AreaKind Kind, AreaRights Rights, int Locked, int Number)
    : IRun<Area>
{
    /// <inheritdoc/>
    public Area Part(PageCount skipped, PageCount pages) =>
        this with { Pages = pages, BackingPage = BackingPage.Plus(skipped) };

    /// <inheritdoc/>
    public bool GoesOnWith(in Area next) =>
        this with { Pages = next.Pages, BackingPage = BackingPage.Plus(Pages) } == next;
}
