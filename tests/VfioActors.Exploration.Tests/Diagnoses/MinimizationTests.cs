using VfioActors.Behaviors;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Diagnoses.Candidates;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Strategies.Sampling;
using VfioActors.Exploration.Worlds;
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
        Assert.True(small.IsUnexplained);
        Assert.Equal("", small.Trace.Header.Violation!.Why);
        Assert.InRange(small.MinimalSteps, 8, failure.Schedule.Count);
        Assert.Equal(small.MinimalSteps, work.Known?.MinimalSteps ?? failure.Schedule.Count);
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
        Assert.False(work.Known.IsEndedEarly);
        Assert.True(work.Known.IsUnexplained);
    }

    /// <summary>Wherever it is ended, what is told breaks the property by the steps that are told.</summary>
    [Fact]
    public void What_is_told_breaks_the_property_wherever_it_was_ended()
    {
        var (setup, failure) = Lost();
        var whole = new Minimization(setup, failure, new("test", "random", 5)).Go();
        SortedSet<int> sizes = [];
        for (var looks = 1; ; looks += looks)
        {
            using CancellationTokenSource end = new();
            var left = looks;
            Watched watched = new(setup.Scenario, () =>
            {
                if (left-- == 0) { end.Cancel(); }
            });
            Setup own = Setup.Of(watched, setup.Arguments, setup.Delivery);
            var small = new Minimization(own, failure, new("test", "random", 5)).Go(end.Token);
            var replayed = TraceReplayer.Replay(setup.Scenario, small.Trace);
            Assert.Contains(replayed.Findings, one => one.Property.Name == failure.Property.Name);
            sizes.Add(small.MinimalSteps);
            if (end.IsCancellationRequested)
            {
                Assert.True(small.IsEndedEarly);
                continue;
            }

            Assert.False(small.IsEndedEarly || small.IsUnexplained);
            Assert.Equal(whole.Trace.Header.Violation!.Why, small.Trace.Header.Violation!.Why);
            break;
        }

        Assert.Equal(8, sizes.Min);
        Assert.True(sizes.Max > 8);
    }

    [Fact]
    public void Nobody_is_blamed_before_it_is_known_who_is_to_blame()
    {
        var (setup, failure) = Lost();
        var found = new Minimization(setup, failure, new("test", "random", 5)).Go(new(canceled: true));
        Assert.Empty(found.Defects);
        Assert.Empty(found.Trace.Header.Violation!.Defects);
        Assert.Equal(failure.Schedule.Count, found.MinimalSteps);
        Assert.True(found.IsEndedEarly && found.IsUnexplained);
    }

    /// <summary>What is small stays so when the time is over while somebody looks for the reason.</summary>
    [Fact]
    public void Looking_for_the_reason_is_ended_too()
    {
        using CancellationTokenSource end = new();
        var (setup, failure) = Lost();
        Counted counted = new(end.Cancel);
        Watched watched = new(setup.Scenario, () => { }) { More = counted };
        Setup own = Setup.Of(watched, setup.Arguments, setup.Delivery);
        var small = new Minimization(own, failure, new("test", "random", 5)).Go(end.Token);
        Assert.True(end.IsCancellationRequested);
        Assert.False(small.IsEndedEarly);
        Assert.True(small.IsUnexplained);
        Assert.Equal(8, small.MinimalSteps);
        Assert.Equal("", small.Trace.Header.Violation!.Why);
        Assert.InRange(counted.Looks, 1, 100);
    }

    /// <summary>What is small is not called in question by what nobody looked for behind it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Looking_behind_a_defect_is_ended_and_told(bool isEnded)
    {
        using CancellationTokenSource end = new();
        var (setup, failure) = Lost();
        Investigation? investigation = null;
        Watched watched = new(setup.Scenario, () =>
        {
            if (isEnded && investigation?.Done == 1) { end.Cancel(); }
        });
        Setup own = Setup.Of(watched, setup.Arguments, setup.Delivery);
        var report = Made.Explored(setup, new RandomStrategy(5), new() { Runs = 200 }) with { Failures = [failure] };
        investigation = new(own, report, new("test", "random", 5));
        investigation.Go(end.Token);
        var known = investigation.Known;
        Assert.Equal(
            isEnded ? [$"what else breaks {failure.Property.Name} was not looked for: ended early"] : [],
            known.Problems);
        Assert.False(known.Diagnoses[0].IsUnexplained);
        Assert.Equal(8, known.Diagnoses[0].MinimalSteps);
    }

    [Theory]
    [InlineData("serial")]
    [InlineData("guards")]
    [InlineData("kinds")]
    [InlineData("pair")]
    [InlineData("census")]
    [InlineData("fate")]
    public void What_takes_long_is_left_between_two_steps(string what)
    {
        var (setup, failure) = Lost();
        Candidate candidate = new(setup, failure.Property.Name, failure.Schedule)
        {
            Smallest = new(new(), new CancellationToken(canceled: true)),
        };
        var finding = candidate.Runner.Run(candidate.Schedule, completes: true).Finding!;
        Assert.Throws<OperationCanceledException>(() => _ = what switch
        {
            "serial" => (object?)SerialOrders.Of(candidate, byClient: true),
            "guards" => Guards.BrokenSerially(candidate),
            "kinds" => RaceFinder.Kinds(candidate),
            "pair" => RaceFinder.Find(candidate, finding),
            "census" => OrderCensus.Of(candidate, null),
            _ => PointOfNoReturn.Find(candidate),
        });
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
        internal Counted? More { get; init; }

        public override string Name => scenario.Name;

        public override string Summary => scenario.Summary;

        public override IReadOnlyList<Scenarios.ScenarioParameter> Parameters => scenario.Parameters;

        public override IReadOnlyList<Behaviors.Defects.Defect> Defects => scenario.Defects;

        public override void Build(Scenarios.ScenarioBuilder builder)
        {
            built();
            scenario.Build(builder);
            if (More is { } more) { builder.Claim(more); }
        }
    }

    /// <summary>Is never broken. Where one property is made small nobody looks at it; for the reason somebody does.
    /// </summary>
    private sealed class Counted(Action looked) : Invariant<TallyState>
    {
        internal int Looks { get; private set; }

        public override string Claim => "Somebody looks.";

        public override string? Refute(TallyState state, ActorId actor, IWorldView view)
        {
            Looks++;
            looked();
            return null;
        }
    }
}
