using VfioActors.Behaviors;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Tests.Strategies;

/// <summary>A decision is packed into two words: what goes in comes out.</summary>
public sealed class DecisionTests
{
    [Fact]
    public void A_step_comes_out_as_it_went_in()
    {
        Choice next = new(7, 2, new ActorId(3));
        var decision = Decision.Take(next);
        Assert.Equal(DecisionKind.GoOn, decision.Kind);
        Assert.Equal(next, decision.Next);
        Assert.Null(decision.MetAt);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void Where_a_run_was_before_comes_out(int steps)
    {
        var decision = Decision.Met(steps);
        Assert.Equal(DecisionKind.Met, decision.Kind);
        Assert.Equal(steps, decision.MetAt);
        Assert.Equal(Decision.Met(), decision.WithoutPlace);
    }

    [Fact]
    public void A_state_that_another_run_was_in_has_no_place()
    {
        Assert.Equal(DecisionKind.Met, Decision.Met().Kind);
        Assert.Null(Decision.Met().MetAt);
        Assert.NotEqual(Decision.Met(), Decision.MetOnAPossibleCircle);
        Assert.Equal(Decision.PossibleCircle, Decision.MetOnAPossibleCircle.MetAt);
    }

    [Fact]
    public void Each_other_kind_is_its_own()
    {
        Assert.Equal(DecisionKind.Exhausted, Decision.Exhausted.Kind);
        Assert.Equal(DecisionKind.Later, Decision.Later.Kind);
        Assert.Equal(Decision.Rest, Decision.Take(default));
    }
}
