using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Tests.Worlds;

public sealed class FingerprintSetTests
{
    [Fact]
    public void It_holds_what_a_hash_set_holds()
    {
        const int Steps = 200_000;
        const int Different = 60_000;
        FingerprintSet set = new();
        HashSet<ulong> other = [];
        SeededRandom random = new(1);
        var values = Enumerable.Range(0, Different).Select(_ => random.Next()).Append(0UL).Append(ulong.MaxValue).ToList();
        for (var step = 0; step < Steps; step++)
        {
            var value = values[random.Below(values.Count)];
            Assert.Equal(other.Contains(value), set.Has(value));
            Assert.Equal(other.Add(value), set.Add(value));
            Assert.Equal(other.Count, set.Count);
        }
    }

    [Fact]
    public void What_is_cleared_is_empty()
    {
        FingerprintSet set = new();
        for (var value = 1UL; value <= 50_000; value++) { Assert.True(set.Add(value << 40)); }
        set.Clear();
        Assert.Equal(0, set.Count);
        Assert.False(set.Has(1UL << 40));
        Assert.True(set.Add(1UL << 40));
    }

    /// <summary>However full it is just now: eight bytes a fingerprint, and at most as much again once it is large.</summary>
    [Theory]
    [InlineData(20_000, 400_000, 22)]
    [InlineData(2_500_000, 3_500_000, 16)]
    public void It_takes_few_bytes_a_fingerprint(int from, int to, int most)
    {
        FingerprintSet set = new();
        SeededRandom random = new(2);
        for (var count = 1; count <= to; count++)
        {
            _ = set.Add(random.Next());
            if (count > from && count % 1_000 == 0) { Assert.InRange(set.Bytes, 8L * count, (long)most * count); }
        }
    }

    [Fact]
    public void A_small_one_is_small() => Assert.Equal(64 * sizeof(ulong), new FingerprintSet().Bytes);
}
