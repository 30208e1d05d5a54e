using VfioActors.Exploration.Fingerprints;
using VfioActors.Exploration.Strategies;

namespace VfioActors.Exploration.Tests.Fingerprints;

public sealed class BitTableTests
{
    /// <summary>From nearly all kept to nearly none.</summary>
    [Theory]
    [InlineData(100_000)]
    [InlineData(20_000)]
    [InlineData(5_000)]
    [InlineData(1_000)]
    public void As_many_are_taken_for_others_as_it_expects(int bytes)
    {
        const int Distinct = 20_000;
        BitTable bits = new(bytes);
        SeededRandom random = new(3);
        var all = Enumerable.Range(0, Distinct).Select(_ => random.Next()).ToArray();
        long mistaken = 0;
        for (var at = 0; at < all.Length; at++)
        {
            if (!bits.Add(all[at])) { mistaken++; }

            // Who was here before is not new, whatever became of it.
            Assert.False(bits.Add(all[random.Below(at + 1)]));
        }

        Assert.Equal(Distinct - mistaken, bits.Count);
        var deviation = Math.Sqrt(mistaken + 1);
        Assert.InRange(bits.Mistaken, mistaken - (6 * deviation), mistaken + (6 * deviation));
        Assert.True(mistaken > 0);
    }

    [Fact]
    public void What_is_cleared_is_new_again()
    {
        BitTable bits = new(64);
        Assert.True(bits.Add(7));
        Assert.False(bits.Add(7));
        bits.Clear();
        Assert.Equal(0, bits.Count);
        Assert.Equal(0, bits.Mistaken);
        Assert.Equal(0, bits.Fill);
        Assert.True(bits.Add(7));
    }
}
