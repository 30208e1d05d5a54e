namespace VfioActors.Exploration.Tests.Symmetries;

/// <summary>Every way in which the members of sets can change places.</summary>
internal static class AllOrders
{
    /// <param name="sizes">How many members each set has.</param>
    /// <returns>For each way an order for each set.</returns>
    internal static IEnumerable<int[][]> Of(IReadOnlyList<int> sizes) => From(sizes, 0).Select(orders => orders.ToArray());

    private static IEnumerable<IEnumerable<int[]>> From(IReadOnlyList<int> sizes, int set) =>
        set == sizes.Count
            ? [[]]
            : from order in OrdersOf(Enumerable.Range(0, sizes[set]))
              from rest in From(sizes, set + 1)
              select rest.Prepend([.. order]);

    private static IEnumerable<IEnumerable<int>> OrdersOf(IEnumerable<int> members) =>
        members.Any()
            ? from first in members
              from rest in OrdersOf(members.Where(member => member != first))
              select rest.Prepend(first)
            : [[]];
}
