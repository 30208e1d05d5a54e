using VfioActors.Exploration.Fingerprints;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Sharing;

namespace VfioActors.Exploration.Tests.Strategies.Sharing;

public sealed class SharedFingerprintSetTests
{
    [Fact]
    public void It_holds_what_a_dictionary_holds_with_its_marks()
    {
        const int Steps = 200_000;
        const int Different = 60_000;
        SharedFingerprintSet set = new();
        var hand = set.Join();
        Dictionary<ulong, FingerprintMarks> other = [];
        SeededRandom random = new(1);
        ulong[] values = [.. Enumerable.Range(0, Different).Select(_ => random.Next()), 0, ulong.MaxValue];
        for (var step = 0; step < Steps; step++)
        {
            var value = values[random.Below(values.Length)];
            Assert.Equal(other.ContainsKey(value), set.Has(value));
            Assert.Equal(other.TryAdd(value, FingerprintMarks.None), hand.Add(value, out var isFinished));
            Assert.Equal((other[value] & FingerprintMarks.Finished) != 0, isFinished);
            if (random.Below(4) > 0) { continue; }
            var marks = (FingerprintMarks)(1 + random.Below(2));
            Assert.Equal((int)other[value], hand.Mark(value, (int)marks));
            other[value] |= marks;
        }

        Assert.Equal(other.Count, set.Count);
        Assert.Equal(other.Keys.Where(key => key != 0).Append(1UL).Order(), set.All().Order());
    }

    [Fact]
    public void Each_is_new_to_one_thread_alone()
    {
        const int Threads = 4;
        const int Values = 50_000;
        SharedFingerprintSet set = new();
        var added = new long[Threads];
        var threads = Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            SeededRandom random = new(7);
            var hand = set.Join();
            for (var at = 0; at < Values; at++)
            {
                if (hand.Add(random.Next(), out _)) { added[thread]++; }
            }
        })).ToList();
        foreach (var thread in threads) { thread.Start(); }
        foreach (var thread in threads) { thread.Join(); }
        Assert.Equal(Values, set.Count);
        Assert.Equal(Values, added.Sum());
    }

    /// <summary>The tables grow all the while, and what others mark meanwhile must be in the new slots too.</summary>
    [Fact]
    public void A_mark_is_set_by_one_thread_alone_and_never_lost()
    {
        const int Threads = 4;
        const int Values = 30_000;
        SharedFingerprintSet set = new();
        var first = new long[Threads];
        var threads = Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            SeededRandom random = new(11);
            var hand = set.Join();
            for (var at = 0; at < Values; at++)
            {
                var value = random.Next();
                hand.Add(value, out _);
                for (var bit = 1; bit <= 16; bit <<= 1)
                {
                    if ((hand.Mark(value, bit) & bit) == 0) { first[thread]++; }
                }
            }
        })).ToList();
        foreach (var thread in threads) { thread.Start(); }
        foreach (var thread in threads) { thread.Join(); }
        Assert.Equal(5 * Values, first.Sum());
        SeededRandom again = new(11);
        Assert.All(Enumerable.Range(0, Values), _ => Assert.Equal(31, set.MarkOf(again.Next())));
    }

    /// <summary>The other thread lets the table grow, of which this one still has the old slots.</summary>
    [Fact]
    public void What_is_written_while_a_table_is_about_to_grow_is_in_the_new_one()
    {
        const ulong Late = 1UL << 40;
        const int Values = 1_000;
        SharedFingerprintSet set = new();
        var hand = set.Join();
        hand.Add(1, out _);
        var slots = hand.Enter(number: 0);
        Thread other = new(() =>
        {
            var grower = set.Join();
            for (var value = 2UL; value <= Values; value++) { grower.Add(value << 20, out _); }
        });
        other.Start();
        SpinWait.SpinUntil(() => set.Grows(number: 0) || !other.IsAlive);
        Assert.True(FingerprintTable.TryAddShared(slots, Late, mark: 0, out _));
        hand.Leave();
        other.Join();
        Assert.True(set.Has(Late));
        Assert.Equal(Values + 1, set.All().Count());
    }

    [Fact]
    public void A_mark_that_is_not_as_it_should_be_stays()
    {
        SharedFingerprintSet set = new();
        var hand = set.Join();
        Assert.True(hand.Add(5, mark: 8, out _));
        Assert.Equal(-1, hand.TryMark(5, wanted: 4, free: 3, mark: 1));
        Assert.Equal(8, set.MarkOf(5));
        Assert.Equal(8, hand.TryMark(5, wanted: 8, free: 3, mark: 1));
        Assert.Equal(9, hand.TryMark(5, wanted: 8, free: 3, mark: 2));
        Assert.Equal(11, set.MarkOf(5));
    }

    [Fact]
    public void What_is_cleared_is_empty()
    {
        SharedFingerprintSet set = new();
        var hand = set.Join();
        for (var round = 0; round < 2; round++)
        {
            for (var value = 1UL; value <= 50_000; value++) { Assert.True(hand.Add(value << 40, out _)); }
            Assert.Equal(50_000, set.Count);
            set.Clear();
            Assert.Equal(0, set.Count);
            Assert.False(set.Has(1UL << 40));
        }
    }
}
