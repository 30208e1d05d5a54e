using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Timelines;

namespace VfioActors.Exploration.Tests.Strategies.Timelines;

public sealed class RewardWindowTests
{
    private const int Draws = 20_000;

    private readonly SeededRandom _random = new(1);

    /// <summary>
    /// Of Beta(a + 1, b + 1) against an arm that was never pulled, which is alike everywhere, the first is the higher
    /// with its mean: (a + 1) / (a + b + 2).
    /// </summary>
    [Theory]
    [InlineData(0, 0, 0.5)]
    [InlineData(1, 0, 2 / 3.0)]
    [InlineData(0, 1, 1 / 3.0)]
    [InlineData(3, 1, 4 / 6.0)]
    [InlineData(0, 18, 1 / 20.0)]
    [InlineData(40, 8, 41 / 50.0)]
    public void An_arm_is_pulled_as_often_as_it_is_believed_to_be_the_best(int paid, int unpaid, double expected)
    {
        RewardWindow window = new(2);
        for (var pull = 0; pull < paid + unpaid; pull++) { window.Add(0, pull < paid); }
        var share = Shares(window, 2)[0];
        Assert.InRange(share, expected - 0.015, expected + 0.015);
    }

    [Fact]
    public void What_is_longer_ago_than_the_window_is_forgotten()
    {
        RewardWindow window = new(2);
        for (var pull = 0; pull < RewardWindow.Length; pull++) { window.Add(0, paid: true); }
        Assert.InRange(Shares(window, 2)[0], 0.98, 1);
        for (var pull = 0; pull < RewardWindow.Length; pull++) { window.Add(1, paid: pull % 2 == 0); }
        Assert.Equal(0, window.Pulled(0));
        Assert.Equal(RewardWindow.Length, window.Pulled(1));
        Assert.InRange(Shares(window, 2)[0], 0.48, 0.52);
    }

    /// <summary>Arms that pay with chances of a tenth, a half and nine tenths, and after a while the other way.</summary>
    [Fact]
    public void Whoever_pays_gets_the_pulls_and_loses_them_when_another_does()
    {
        RewardWindow window = new(3);
        var pulls = new int[2, 3];
        for (var pull = 0; pull < 2_000; pull++)
        {
            var phase = pull / 1_000;
            var arm = window.Draw(_random);
            pulls[phase, arm]++;
            int[] chances = [1, 5, 9];
            window.Add(arm, _random.Below(10) < chances[phase == 0 ? arm : 2 - arm]);
        }

        Assert.InRange(pulls[0, 2], 850, 1_000);
        Assert.InRange(pulls[1, 0], 600, 1_000);
        Assert.True(pulls[1, 2] < 300, $"{pulls[1, 2]} pulls of what no longer pays");
    }

    private double[] Shares(RewardWindow window, int arms)
    {
        var counts = new double[arms];
        for (var draw = 0; draw < Draws; draw++) { counts[window.Draw(_random)] += 1.0 / Draws; }
        return counts;
    }
}
