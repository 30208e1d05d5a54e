using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Vfio.Tests.Storms;

public sealed class StormDiceTests
{
    [Fact]
    public void The_first_throws_of_a_seed_never_change()
    {
        var dice = StormDice.Of(seed: 1, client: 0);
        List<int> thrown = [];
        for (var at = 0; at < 5; at++)
        {
            dice = dice.Throw(100, out var outcome);
            thrown.Add(outcome);
        }

        Assert.Equal([68, 85, 67, 78, 20], thrown);
    }

    [Fact]
    public void Every_side_comes_up_about_as_often()
    {
        var dice = StormDice.Of(seed: 7, client: 3);
        var counts = new int[6];
        for (var at = 0; at < 60_000; at++)
        {
            dice = dice.Throw(6, out var outcome);
            counts[outcome]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 9_500, 10_500));
    }

    [Fact]
    public void Clients_of_one_seed_throw_different_dice() =>
        Assert.Equal(100, Enumerable.Range(0, 100).Select(client => StormDice.Of(1, client)).Distinct().Count());
}
