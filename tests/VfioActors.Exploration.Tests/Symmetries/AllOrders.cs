namespace VfioActors.Exploration.Tests.Symmetries;

/// <summary>Every way in which the members of sets can change places.</summary>
internal static class AllOrders
{
    /// <param name="sizes">How many members each set has.</param>
    /// <returns>For each way the places by member, in all sets one after the other.</returns>
    internal static IEnumerable<int[]> Of(IReadOnlyList<int> sizes) => From(sizes, 0, 0).Select(all => all.ToArray());

    private static IEnumerable<IEnumerable<int>> From(IReadOnlyList<int> sizes, int set, int first) =>
        set == sizes.Count
            ? [[]]
            : from places in OrdersOf(Enumerable.Range(first, sizes[set]))
              from rest in From(sizes, set + 1, first + sizes[set])
              select places.Concat(rest);

    private static IEnumerable<IEnumerable<int>> OrdersOf(IEnumerable<int> members) =>
        members.Any()
            ? from first in members
              from rest in OrdersOf(members.Where(member => member != first))
              select rest.Prepend(first)
            : [[]];
}
