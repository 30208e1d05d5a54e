using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Scenarios.Tests.AuxOneOwner;

/// <summary>Counts of states and schedules that two other model checkers agree on.</summary>
public sealed class LitmusCountTests
{
    [Theory]
    [InlineData("devices=2", 25, 70)]
    [InlineData("devices=3", 125, 34_650)]
    [InlineData("devices=2 rounds=2", 81, 12_870)]
    public void Deliveries_have_the_known_states_and_schedules(string values, int states, int schedules)
    {
        var what = Exploring.ArgumentsOf("aux-one-owner", Exploring.Values(values));
        var report = Exploring.Explore(what, "dfs", Delivery.Causal);
        Assert.Equal(states, report.States);
        Assert.Equal(schedules, report.Runs);
    }

    [Theory]
    [InlineData("devices=2 variant=fixed", 9, 6)]
    [InlineData("devices=3 variant=fixed", 27, 90)]
    [InlineData("devices=4 variant=fixed", 81, 2_520)]
    [InlineData("devices=2 rounds=2 variant=fixed", 25, 70)]
    [InlineData("devices=3 rounds=2 variant=fixed", 125, 34_650)]
    [InlineData("devices=2 variant=posted", 104, 230)]
    [InlineData("devices=3 variant=posted", 3_578, 535_920)]
    [InlineData("devices=2 variant=cleared", 101, 230)]
    [InlineData("devices=3 variant=cleared", 3_249, 541_968)]
    [InlineData("devices=2 variant=locked", 20, 20)]
    [InlineData("devices=3 variant=locked", 130, 1_680)]
    public void Turns_have_the_known_states_and_schedules(string values, int states, int schedules)
    {
        var turns = Exploring.Values(values).Append(("granularity", "turns"));
        var what = Exploring.ArgumentsOf("aux-one-owner", turns);
        var report = Exploring.Explore(what, "dfs", Delivery.Causal);
        Assert.Equal(states, report.States);
        Assert.Equal(schedules, report.Runs);
    }

    [Theory]
    [InlineData("devices=2", 6)]
    [InlineData("devices=3", 90)]
    [InlineData("devices=4", 2_520)]
    [InlineData("devices=2 rounds=2", 70)]
    [InlineData("devices=3 rounds=2", 34_650)]
    public void Reduction_runs_one_schedule_for_each_order_of_the_owners_turns(string values, int schedules)
    {
        foreach (var granularity in new[] { "deliveries", "turns" })
        {
            var all = Exploring.Values(values).Append(("granularity", granularity));
            var report = Exploring.Explore(Exploring.ArgumentsOf("aux-one-owner", all), "dpor", Delivery.Causal);
            Assert.Equal(schedules, report.Runs);
        }
    }

    [Theory, InlineData("devices=2", 25), InlineData("devices=3", 125), InlineData("devices=4", 625)]
    [InlineData("devices=2 rounds=2", 81), InlineData("devices=3 rounds=2", 729)]
    public void Stateful_search_meets_the_known_states(string values, int states)
    {
        var report = Exploring.Explore("aux-one-owner", "stateful", Exploring.Values(values));
        Assert.Equal(states, report.States);
    }

    [Theory, InlineData("posted", 2, 56, 92), InlineData("posted", 3, 12_348, 18_450)]
    public void Runs_that_end_where_they_break_have_the_known_counts(string variant, int devices, int broken, int runs)
    {
        var values = Exploring.Values($"variant={variant} devices={devices} granularity=turns");
        var what = Exploring.ArgumentsOf("aux-one-owner", values);
        var report = Exploring.Explore(what, "dfs", Delivery.Causal, stopsRuns: true);
        Assert.Equal(broken, report.BrokenRuns);
        Assert.Equal(runs, report.Runs);
    }

    [Theory, InlineData("posted", 6), InlineData("cleared", 6), InlineData("locked", 5)]
    public void Shortest_violation_has_the_known_length(string variant, int turns)
    {
        var values = Exploring.Values($"variant={variant} granularity=turns");
        var report = Exploring.Explore(Exploring.ArgumentsOf("aux-one-owner", values), "dfs", Delivery.Causal);
        Assert.Equal(turns, report.Failures.Min(failure => failure.Schedule.Count));
    }
}
