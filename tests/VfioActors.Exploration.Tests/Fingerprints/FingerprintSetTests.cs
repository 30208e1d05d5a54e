using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Fingerprints;
using VfioActors.Exploration.Strategies;

namespace VfioActors.Exploration.Tests.Fingerprints;

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
        ulong[] values = [0, .. Enumerable.Range(0, Different).Select(_ => random.Next()), ulong.MaxValue];
        for (var step = 0; step < Steps; step++)
        {
            var value = values[random.Below(values.Length)];
            Assert.Equal(other.Contains(value), set.Has(value));
            Assert.Equal(other.Add(value), set.Add(value));
            Assert.Equal(other.Count, set.Count);
        }
    }

    [Fact]
    public void Each_keeps_the_mark_that_it_came_with()
    {
        FingerprintSet set = new();
        Dictionary<ulong, int> other = [];
        SeededRandom random = new(3);
        for (var step = 0; step < 200_000; step++)
        {
            var value = Fingerprint.Mix((ulong)random.Below(60_000), 1);
            var mark = random.Below(FingerprintTable.MarkMax + 1);
            Assert.Equal(other.TryAdd(value, mark), set.Add(value, mark, out var found));
            Assert.Equal(other[value], found);
            Assert.True(set.Has(value));
        }

        Assert.Equal(other.Count, set.Count);
    }

    /// <summary>The bits that say which table is theirs are not in it.</summary>
    [Fact]
    public void Those_that_differ_in_their_high_bits_alone_are_different()
    {
        FingerprintSet set = new();
        for (var high = 0UL; high < FingerprintTable.Tables; high++)
        {
            var common = high << (64 - FingerprintTable.CommonBits);
            Assert.True(set.Add(common));
            Assert.True(set.Add(common | 2, FingerprintTable.MarkMax, out _));
        }

        Assert.Equal(2 * FingerprintTable.Tables, set.Count);
    }

    [Fact]
    public void What_is_cleared_is_empty()
    {
        FingerprintSet set = new();
        for (var value = 1UL; value <= 50_000; value++) { Assert.True(set.Add(Fingerprint.Mix(value, 0))); }
        set.Clear();
        Assert.Equal(0, set.Count);
        Assert.False(set.Has(Fingerprint.Mix(1, 0)));
        Assert.True(set.Add(Fingerprint.Mix(1, 0)));
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

    /// <summary>Else there is twice the memory until the old ones are collected.</summary>
    [Fact]
    public void Its_tables_do_not_grow_at_once()
    {
        FingerprintSet set = new();
        SeededRandom random = new(6);
        var before = long.MaxValue;
        for (var count = 1; count <= 3_000_000; count++)
        {
            _ = set.Add(random.Next());
            if (count < 1_000_000 || count % 10_000 != 0) { continue; }
            Assert.InRange(set.Bytes, 0, before);
            before = set.Bytes * 106 / 100;
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(5, 31)]
    [InlineData(100_000, 0)]
    public void Where_room_was_made_nothing_grows(int count, int number)
    {
        FingerprintTable table = default;
        table.Reserve(count, number);
        var bytes = table.Bytes;
        SeededRandom random = new(4);
        for (var at = 0; at < count; at++) { Assert.True(table.TryAdd(random.Next(), mark: 1, out _)); }
        Assert.Equal(count, table.Count);
        Assert.Equal(bytes, table.Bytes);
        for (var at = 0; at < count; at++) { _ = table.TryAdd(random.Next(), mark: 0, out _); }
        Assert.InRange(table.Count, 2 * count - 1, 2 * count);
    }

    /// <summary>A search that goes on from a file fills all tables again, none of which has grown yet.</summary>
    [Fact]
    public void Of_two_tables_for_as_many_one_has_room_for_half_as_many_again()
    {
        FingerprintTable first = default;
        FingerprintTable last = default;
        first.Reserve(100_000, 0);
        last.Reserve(100_000, FingerprintTable.Tables - 1);
        Assert.InRange((double)last.Bytes / first.Bytes, 1.45, 1.5);
        SeededRandom random = new(7);
        var bytes = last.Bytes;
        for (var count = 0; count < 145_000; count++) { _ = last.TryAdd(random.Next(), mark: 0, out _); }
        Assert.Equal(bytes, last.Bytes);
    }

    [Fact]
    public void An_empty_one_takes_nothing() => Assert.Equal(0, new FingerprintSet().Bytes);
}
