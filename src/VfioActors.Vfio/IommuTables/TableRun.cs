using VfioActors.Vfio.Runs;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.IommuTables;

/// <summary>Pages that follow each other in a domain and in memory.</summary>
/// <param name="Pages">How many.</param>
/// <param name="First">The first page frame.</param>
/// <param name="Rights">What devices may do.</param>
/// <param name="Step">By how much the page frame grows from page to page: 1, or 0 for the page of zeroes.</param>
public readonly record struct TableRun(PageCount Pages, long First, TableRights Rights, int Step) : IRun<TableRun>
{
    /// <inheritdoc/>
    public TableRun Part(PageCount skipped, PageCount pages) =>
        this with { Pages = pages, First = First + ((long)skipped.Value * Step) };

    /// <inheritdoc/>
    public bool GoesOnWith(in TableRun next) =>
        Rights == next.Rights && Step == next.Step && next.First == First + ((long)Pages.Value * Step);
}
