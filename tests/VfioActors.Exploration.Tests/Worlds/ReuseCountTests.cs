using VfioActors.Exploration.Worlds.Ahead;

namespace VfioActors.Exploration.Tests.Worlds;

public sealed class ReuseCountTests
{
    [Theory]
    [InlineData(3, true)]
    [InlineData(5, false)]
    public void Steps_are_worth_remembering_when_most_of_them_come_again(int hitsForEachMiss, bool isSeldom)
    {
        ReuseCount count = default;
        for (var miss = 0; miss < 100_000; miss++)
        {
            for (var hit = 0; hit < hitsForEachMiss; hit++) { count.Hit(); }
            count.Miss();
        }

        Assert.Equal(isSeldom, count.IsSeldom);
    }

    [Fact]
    public void A_short_search_remembers_all()
    {
        ReuseCount count = default;
        for (var miss = 0; miss < 60_000; miss++) { count.Miss(); }
        Assert.False(count.IsSeldom);
    }

    [Fact]
    public void Who_was_not_worth_it_is_tried_again_after_a_pause()
    {
        ReuseCount count = default;
        for (var miss = 0; !count.IsSeldom && miss < 100_000; miss++) { count.Miss(); }
        var passed = 0;
        for (; count.IsSeldom && passed < 10_000_000; passed++) { count.Pass(); }
        Assert.InRange(passed, 1_000_000, 9_999_999);
        for (var miss = 0; miss < 60_000; miss++) { count.Miss(); }
        Assert.False(count.IsSeldom);
    }
}
