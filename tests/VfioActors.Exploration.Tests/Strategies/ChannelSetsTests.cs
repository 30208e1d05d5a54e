using VfioActors.Exploration.Strategies.Dependences;

namespace VfioActors.Exploration.Tests.Strategies;

public sealed class ChannelSetsTests
{
    /// <summary>Sets of several depths are kept when channels come that need more bits, once and again.</summary>
    [Fact]
    public void What_is_in_a_set_stays_when_sets_grow()
    {
        int[] channels = [0, 5, 63, 64, 130, 200, 300];
        ChannelSets sets = new();
        for (var depth = 0; depth < 100; depth++) { sets.Open(depth, 3); }
        for (var at = 0; at < channels.Length; at++)
        {
            for (var depth = 0; depth < 100; depth++)
            {
                if (depth % channels.Length == at) { sets.Add(depth, channels[at]); }
            }
        }

        for (var depth = 0; depth < 100; depth++)
        {
            var has = Enumerable.Range(0, 400).Where(channel => sets.Has(depth, channel));
            Assert.Equal([channels[depth % channels.Length]], has);
        }

        sets.Open(7, 400);
        Assert.DoesNotContain(Enumerable.Range(0, 400), channel => sets.Has(7, channel));
        Assert.True(sets.Has(8, channels[1]) && sets.Has(6, channels[6]));
    }
}
