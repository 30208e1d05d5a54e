using VfioActors.Exploration.Fingerprints;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Merging;

namespace VfioActors.Exploration.Tests.Strategies;

public sealed class MetStatesTests
{
    /// <summary>Of few ways in which something was broken, and of more than there are marks for.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(FingerprintTable.MarkMax / 2)]
    [InlineData((FingerprintTable.MarkMax / 2) + 1)]
    [InlineData(60)]
    public void A_state_is_new_once_for_each_past_and_counts_once(int pasts)
    {
        const int States = 2_000;
        MetStates met = new();
        HashSet<(ulong State, ulong Past)> all = [];
        HashSet<(ulong State, ulong Past)> begun = [];
        HashSet<ulong> states = [];
        SeededRandom random = new(5);
        var names = Enumerable.Range(0, States).Select(_ => random.Next()).ToArray();
        for (var step = 0; step < States * 20; step++)
        {
            var state = names[random.Below(States)];
            var past = (ulong)random.Below(pasts) * 977;
            Assert.Equal(all.Add((state, past)), met.Add(state, past, out var hasBegun));
            Assert.Equal(begun.Contains((state, past)), hasBegun);
            if (random.Below(3) == 0 && begun.Add((state, past))) { met.Begin(state, past); }
            Assert.True(met.Has(state, past));
            met.Begin(random.Next(), past);
            _ = states.Add(state);
            Assert.Equal(states.Count, met.Count);
        }
    }

    [Fact]
    public void What_is_cleared_is_new_again()
    {
        MetStates met = new();
        Assert.True(met.Add(1, 0));
        Assert.True(met.Add(1, 7));
        met.Clear();
        Assert.True(met.IsEmpty);
        Assert.True(met.Add(1, 7));
        Assert.True(met.Add(1, 0));
        Assert.False(met.Add(1, 7));
    }
}
