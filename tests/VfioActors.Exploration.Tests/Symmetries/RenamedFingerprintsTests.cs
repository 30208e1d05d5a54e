using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Symmetries;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Tests.Symmetries;

/// <summary>
/// What a world would be if members had other places is put together from what was found out of its parts in other
/// states: it is what one comes to who knows nothing of those.
/// </summary>
public sealed class RenamedFingerprintsTests
{
    private const int Runs = 10;

    [Theory, MemberData(nameof(SymmetryTests.Cases), MemberType = typeof(SymmetryTests))]
    public void What_is_known_of_parts_holds_in_every_state(string words)
    {
        var setup = SymmetryTests.SetupOf(words, Delivery.Causal);
        var symmetry = setup.Symmetry!;
        var world = setup.MakeWorld(1 << 10);
        var known = world.Renamed(new(new RenamingTable(symmetry)));
        int[][] ways = [.. AllOrders.Of(symmetry.Sizes)];
        SeededRandom random = new(ways.Length, 14);
        for (var run = 0; run < Runs; run++)
        {
            for (world.BackTo(0); world.Enabled.Length > 0; world.Take(world.Enabled[random.Below(world.Enabled.Length)]))
            {
                var places = ways[random.Below(ways.Length)];
                var anew = world.Renamed(new(new RenamingTable(symmetry)));
                Assert.Equal(anew.Future(places), known.Future(places));
                Assert.Equal(anew.Future(places: null), known.Future([.. Enumerable.Range(0, places.Length)]));
            }
        }
    }
}
