using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Sampling;
using VfioActors.Testing.Tallies;

namespace VfioActors.Exploration.Tests.Diagnoses;

/// <summary>Making small can be ended half-way, and what is smallest by then is a failure like any other.</summary>
public sealed class MinimizationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void Whoever_ends_it_gets_the_smallest_so_far(int looks)
    {
        using CancellationTokenSource end = new();
        var (setup, failure) = Lost();
        Watched watched = new(setup.Scenario, () =>
        {
            if (looks-- == 0) { end.Cancel(); }
        });
        Minimization work = new(Setup.Of(watched, setup.Arguments, setup.Delivery), failure, new("test", "random", 5));
        var small = work.Go(end.Token);
        Assert.True(small.IsEndedEarly);
        Assert.Equal("", small.Trace.Header.Violation!.Why);
        Assert.InRange(small.MinimalSteps, 8, failure.Schedule.Count);
        Assert.Equal(small.MinimalSteps, work.Known!.MinimalSteps);
        var whole = TraceMinimizer.Minimize(setup.Scenario, small.Trace);
        Assert.False(whole.IsEndedEarly);
        Assert.NotEqual("", whole.Trace.Header.Violation!.Why);
        Assert.Equal(8, whole.MinimalSteps);
    }

    [Fact]
    public void What_is_known_on_the_way_is_not_larger_than_what_was_found()
    {
        var (setup, failure) = Lost();
        Minimization work = new(setup, failure, new("test", "random", 5));
        Assert.Null(work.Known);
        Assert.Equal(8, work.Go().MinimalSteps);
        Assert.Equal(8, work.Known!.MinimalSteps);
        Assert.True(work.Known.IsEndedEarly);
    }

    private static (Setup Setup, Failure Failure) Lost()
    {
        var setup = Made.Tally(3, 9, TallyDefects.All.Except([TallyDefects.AddsTen]));
        var report = Made.Explored(setup, new RandomStrategy(5), new() { Runs = 200 });
        return (setup, report.Failures.First(one => one.Property is TallyAddsUp));
    }

    /// <summary>A scenario that tells when it is built once more: for each smaller form that is tried.</summary>
    private sealed class Watched(Scenarios.Scenario scenario, Action built) : Scenarios.Scenario
    {
        public override string Name => scenario.Name;

        public override string Summary => scenario.Summary;

        public override IReadOnlyList<Scenarios.ScenarioParameter> Parameters => scenario.Parameters;

        public override IReadOnlyList<Behaviors.Defects.Defect> Defects => scenario.Defects;

        public override void Build(Scenarios.ScenarioBuilder builder)
        {
            built();
            scenario.Build(builder);
        }
    }
}
