using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Sharing;

namespace VfioActors.Exploration.Tests.Strategies.Sharing;

public sealed class SharedStatesTests
{
    /// <summary>More than the mark of a state can say.</summary>
    private const int Pasts = 12;

    private const int States = 5_000;

    [Fact]
    public void A_state_is_gone_on_from_once_for_each_way_of_being_broken_and_counted_once()
    {
        const int Steps = 200_000;
        SharedStates states = new();
        var hand = states.Join();
        Dictionary<ReachedState, FingerprintMarks> other = [];
        SeededRandom random = new(1);
        for (var step = 0; step < Steps; step++)
        {
            var reached = Draw(random);
            Assert.Equal(other.TryAdd(reached, FingerprintMarks.None), hand.Add(reached, out var isFinished));
            Assert.Equal((other[reached] & FingerprintMarks.Finished) != 0, isFinished);
            if (random.Below(4) > 0) { continue; }
            var marks = (FingerprintMarks)(1 + random.Below(2));
            Assert.Equal(other[reached], hand.Mark(reached, marks));
            other[reached] |= marks;
        }

        Assert.Equal(other.Keys.Select(reached => reached.State).Distinct().Count(), states.Count);
        Assert.True(other.Count > 2 * states.Count);
    }

    [Fact]
    public void Each_is_new_to_one_thread_alone()
    {
        const int Threads = 4;
        const int Steps = 100_000;
        SharedStates states = new();
        var added = new List<ReachedState>[Threads];
        var threads = Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            SeededRandom random = new(7);
            var hand = states.Join();
            added[thread] = [];
            for (var at = 0; at < Steps; at++)
            {
                var reached = Draw(random);
                if (hand.Add(reached, out _)) { added[thread].Add(reached); }
            }
        })).ToList();
        foreach (var thread in threads) { thread.Start(); }
        foreach (var thread in threads) { thread.Join(); }
        SeededRandom again = new(7);
        var all = Enumerable.Range(0, Steps).Select(_ => Draw(again)).ToHashSet();
        Assert.Equal(all.Count, added.Sum(mine => mine.Count));
        Assert.Equal(all, added.SelectMany(mine => mine).ToHashSet());
        Assert.Equal(all.Select(reached => reached.State).Distinct().Count(), states.Count);
    }

    private static ReachedState Draw(SeededRandom random)
    {
        var past = random.Below(Pasts);
        return new(Word(1 + random.Below(States)), past == 0 ? 0 : Word(-past));
    }

    private static ulong Word(int seed) => new SeededRandom(seed).Next();
}
