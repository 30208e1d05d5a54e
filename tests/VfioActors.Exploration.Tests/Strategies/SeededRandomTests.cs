using VfioActors.Exploration.Strategies;

namespace VfioActors.Exploration.Tests.Strategies;

public sealed class SeededRandomTests
{
    public static TheoryData<long, long, ulong[]> Outputs => new()
    {
        { 0, 0, [0x238275bc38fcbe91UL, 0xf89a2566b5822c54UL, 0x47200e1d9780fa44UL, 0xe710dc7a64e2470aUL] },
        { 1, 0, [0x80abe802ac1e182eUL, 0x949f48c1e9eb8a36UL, 0x20adf28678236723UL, 0xaad558f08377bcffUL] },
        { 1, 1, [0x3fdb8cd30d6bc5e5UL, 0x16191068c855010bUL, 0xae6085fc68bc8064UL, 0x371db62836dd5f2dUL] },
        { -1, 5, [0xfad6e24671254235UL, 0x1b1a399b7fc87089UL, 0xdd2622e06671d6a5UL, 0xc72d8b5448276c1aUL] },
        { 42, 1000000, [0x8e094b934a62d147UL, 0xeaee02a28745958dUL, 0x6d52b317e494fbd7UL, 0xca4b456742ff7840UL] },
    };

    [Theory, MemberData(nameof(Outputs))]
    public void The_first_outputs_of_a_seed_and_a_stream_stay_the_same(long seed, long stream, ulong[] expected)
    {
        SeededRandom random = new(seed, stream);
        Assert.Equal(expected, expected.Select(_ => random.Next()));
    }

    [Fact]
    public void A_reset_starts_the_sequence_again()
    {
        SeededRandom random = new(7, 3);
        ulong[] first = [random.Next(), random.Next()];
        random.Reset(7, 3);
        Assert.Equal(first, new[] { random.Next(), random.Next() });
    }

    [Fact]
    public void Streams_of_one_seed_and_seeds_of_one_stream_have_nothing_in_common()
    {
        SortedSet<ulong> met = [];
        for (var seed = 0; seed < 32; seed++)
        {
            for (var stream = 0; stream < 32; stream++)
            {
                SeededRandom random = new(seed, stream);
                for (var number = 0; number < 8; number++) { Assert.True(met.Add(random.Next())); }
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public void Below_stays_below_and_spreads_evenly(int end)
    {
        const int Draws = 60_000;
        var buckets = Math.Min(end, 6);
        var counts = new int[buckets];
        SeededRandom random = new(end);
        for (var draw = 0; draw < Draws; draw++)
        {
            var number = random.Below(end);
            Assert.InRange(number, 0, end - 1);
            counts[(long)number * buckets / end]++;
        }

        // Of numbers below 7 one bucket of six holds two.
        if (end == 7) { counts = [.. counts.Select(count => count > Draws / 5 ? count / 2 : count)]; }
        var expected = end == 7 ? Draws / 7 : Draws / buckets;
        Assert.All(counts, count => Assert.InRange(count, expected * 95 / 100, expected * 105 / 100));
    }
}
