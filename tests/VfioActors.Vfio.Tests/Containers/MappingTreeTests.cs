using VfioActors.Vfio.Tests.Runs;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Containers;

public sealed class MappingTreeTests
{
    /// <summary>
    /// What is in is found, what is not is not, and no walk is longer than a balanced tree lets it be.
    /// </summary>
    [Fact]
    public void A_walk_finds_what_is_in_and_stays_short()
    {
        Random random = new(7);
        RunState state = new(new(keeps: false));
        SortedSet<ulong> known = [];
        for (var change = 0; change < 4_000; change++)
        {
            var start = (ulong)random.Next(300) << 12;
            if (known.Remove(start)) { state.Tree.Remove(new Iova(start)); }
            else
            {
                known.Add(start);
                state.Tree.Insert(new Iova(start));
            }

            var asked = (ulong)random.Next(300) << 12;
            var steps = 0;
            var found = state.Tree.Walk(key =>
            {
                steps++;
                return asked.CompareTo(key.Start.Value);
            });
            Assert.Equal(known.Contains(asked) ? asked : default(ulong?), found?.Start.Value);
            Assert.True(steps <= (2 * Math.Log2(known.Count + 1)) + 1, $"{steps} steps for {known.Count} mappings");
        }
    }

    [Fact]
    public void The_root_depends_on_the_order_of_arrival()
    {
        Assert.Equal(0x2000UL, RootOf(0x1000, 0x2000, 0x3000));
        Assert.Equal(0x2000UL, RootOf(0x3000, 0x2000, 0x1000));
        Assert.Equal(0x3000UL, RootOf(0x1000, 0x4000, 0x3000, 0x2000));
        Assert.Equal(0x2000UL, RootOf(0x1000, 0x2000, 0x3000, 0x4000));
    }

    private static ulong? RootOf(params IReadOnlyList<ulong> arrivals)
    {
        RunState state = new(new(keeps: false));
        foreach (var start in arrivals) { state.Tree.Insert(new Iova(start)); }
        return state.Tree.Walk(_ => 0)?.Start.Value;
    }
}
