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
        Dictionary<ulong, FingerprintMarks> other = [];
        SeededRandom random = new(1);
        ulong[] values = [.. Enumerable.Range(0, Different).Select(_ => random.Next()), 0, ulong.MaxValue];
        for (var step = 0; step < Steps; step++)
        {
            var value = values[random.Below(values.Length)];
            Assert.Equal(other.ContainsKey(value), set.Has(value));
            Assert.Equal(other.TryAdd(value, FingerprintMarks.None), set.Add(value, out var isFinished));
            Assert.Equal((other[value] & FingerprintMarks.Finished) != 0, isFinished);
            if (random.Below(4) > 0) { continue; }
            var marks = (FingerprintMarks)(1 + random.Below(2));
            Assert.Equal(other[value], set.Mark(value, marks));
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
            for (var at = 0; at < Values; at++)
            {
                if (set.Add(random.Next(), out _)) { added[thread]++; }
            }
        })).ToList();
        foreach (var thread in threads) { thread.Start(); }
        foreach (var thread in threads) { thread.Join(); }
        Assert.Equal(Values, set.Count);
        Assert.Equal(Values, added.Sum());
    }

    [Fact]
    public void What_is_cleared_is_empty()
    {
        SharedFingerprintSet set = new();
        for (var value = 1UL; value <= 50_000; value++) { Assert.True(set.Add(value << 40, out _)); }
        set.Clear();
        Assert.Equal(0, set.Count);
        Assert.False(set.Has(1UL << 40));
    }
}
