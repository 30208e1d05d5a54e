namespace VfioActors.Vfio.Protocols;

/// <summary>A run of addresses in a driver's list.</summary>
/// <param name="Iova">The first address in bytes.</param>
/// <param name="Pages">How many pages from it.</param>
/// <param name="Held">
/// How many of them, from the first on, the driver holds; of no meaning in a list to be pinned.
/// </param>
public readonly record struct ListEntry(ulong Iova, ulong Pages, ulong Held)
{
    /// <summary>The address of a page of the run; behind the end of all addresses they start again at 0.</summary>
    internal ulong AddressOf(ulong page) => unchecked(Iova + (page << Values.Paging.Shift));
}
