using VfioActors.Behaviors;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Tallies;

namespace VfioActors.Exploration.Tests.Strategies;

public sealed class ReplayStrategyTests
{
    private readonly Setup _setup = Made.Tally(2, 0, TallyDefects.TornAddition);

    [Fact]
    public void A_schedule_is_taken_once_and_breaks_what_it_broke()
    {
        var failure = Lost();
        ReplayStrategy replay = new(failure.Schedule);
        List<StepKey> taken = [];
        WatchingStrategy watching = new(replay, world =>
            taken.AddRange(Enumerable.Range(0, world.Depth).Select(world.KeyAt)));
        var report = Made.Explored(_setup, watching, new() { Workers = 3 });
        Assert.Equal(failure.Schedule, taken);
        var again = Assert.Single(report.Failures);
        Assert.Equal(failure.Property.Name, again.Property.Name);
        Assert.Equal(failure.Reason, again.Reason);
        Assert.Equal(failure.Schedule.Count, report.Deliveries);
    }

    [Fact]
    public void A_part_of_a_schedule_ends_where_it_ends()
    {
        var report = Made.Explored(_setup, new ReplayStrategy([.. Lost().Schedule.Take(3)]));
        Assert.Equal(3, report.Deliveries);
        Assert.Empty(report.Failures);
    }

    [Fact]
    public void A_step_that_is_not_enabled_is_refused_with_what_is()
    {
        List<StepKey> schedule = [.. Lost().Schedule];
        (schedule[1], schedule[^1]) = (schedule[^1], schedule[1]);
        var misfit = Assert.Throws<ReplayMisfitException>(() => Made.Explored(_setup, new ReplayStrategy(schedule)));
        Assert.Equal(1, misfit.Step);
        Assert.Equal("tally -> clerk1: Tally.Done for operation 2", misfit.Expected);
        Assert.Equal(
            "enabled: clerk1 -> tally: Tally.Read for operation 2, tally -> clerk0: Tally.Total for operation 1",
            misfit.Found);
    }

    [Fact]
    public void A_schedule_that_goes_on_when_the_world_is_at_rest_is_refused()
    {
        var lost = Lost();
        var misfit = Assert.Throws<ReplayMisfitException>(
            () => Made.Explored(_setup, new ReplayStrategy([.. lost.Schedule, lost.Schedule[0]])));
        Assert.Equal(lost.Schedule.Count, misfit.Step);
        Assert.Equal("enabled: nothing", misfit.Found);
    }

    [Fact]
    public void A_schedule_of_another_scenario_is_refused()
    {
        StepKey foreign = new(new(77), new(78), MessageKind.Of<TallyMessage.Done>(), new(9), 1, ChannelKind.Messages);
        var misfit = Assert.Throws<ReplayMisfitException>(() => Made.Explored(_setup, new ReplayStrategy([foreign])));
        Assert.Equal("#78 -> #77: Tally.Done for operation 9, option 1", misfit.Expected);
    }

    private Failure Lost() => Made.Explored(_setup, new DfsStrategy()).Failures[0];
}
