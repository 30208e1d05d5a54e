using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Tests.Worlds;

public sealed class ReuseCountTests
{
    [Theory]
    [InlineData(3, true)]
    [InlineData(5, false)]
    public void Steps_are_worth_remembering_when_most_of_them_come_again(int hitsForEachMiss, bool isSeldom)
    {
        ReuseCount count = default;
        for (var miss = 0; miss < 10_000; miss++)
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
        for (var miss = 0; miss < 4_000; miss++) { count.Miss(); }
        Assert.False(count.IsSeldom);
    }
}
