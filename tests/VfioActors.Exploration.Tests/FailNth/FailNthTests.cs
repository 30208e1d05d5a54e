using VfioActors.Exploration.FailNth;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Refusals;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests.FailNth;

public sealed class FailNthTests
{
    public static TheoryData<string?> Exhaustive => [null, "dpor", "stateful", "dfs", "breadth"];

    [Theory, MemberData(nameof(Exhaustive))]
    public void Every_point_is_named_and_holds(string? strategy)
    {
        var report = Searched(new(), strategy);
        Assert.Equal(
            ["CPU0 TAKE: pool page 1", "CPU0 TAKE: pool page 2", "CPU1 TAKE: pool page 1", "CPU1 TAKE: pool page 2"],
            report.Points.Select(point => Text(point.Named)));
        Assert.All(report.Points, point => Assert.Equal(Verdict.Held, point.Verdict));
        Assert.DoesNotContain(report.Points, point => point.Refused == 0);
        Assert.Equal(Verdict.Held, report.Verdict);
        Assert.Null(report.Doubt);
        Assert.Equal(["pool: page of the reserve"], report.Unreached.Select(one => $"{one.Actor}: {one.Refusal.What}"));
        Assert.Empty(report.AfterRefusal);
    }

    [Theory, MemberData(nameof(Exhaustive))]
    public void What_only_a_refusal_shows_is_found_where_it_is(string? strategy)
    {
        var report = Searched(new() { Leaks = true }, strategy);
        Assert.Equal(Verdict.Held, report.Unrefused.Report.Verdict);
        Assert.Equal(
            [Verdict.Held, Verdict.Broken, Verdict.Held, Verdict.Broken],
            report.Points.Select(point => point.Verdict));
        Assert.Equal(Verdict.Broken, report.Verdict);
        Assert.Equal(Verdict.Broken, report.Whole.Verdict);
    }

    [Fact]
    public void What_is_asked_for_once_something_was_refused_is_named_and_not_refused()
    {
        var report = Searched(new() { HasReserve = true });
        Assert.Equal(4, report.Points.Count);
        Assert.Equal(
            ["CPU0 TAKE: pool page of the reserve 1", "CPU1 TAKE: pool page of the reserve 1"],
            report.AfterRefusal.Select(Text));
        Assert.Empty(report.Unreached);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Refusing_each_point_in_turn_comes_where_one_refusal_can_come(bool leaks)
    {
        Pool pool = new() { Leaks = leaks };
        var report = Searched(pool);
        var ends = Ends.Of(Made.Sketch(pool.Build).Under(RefusalPlan.Nothing), 0);
        Assert.Equal(Ends.Of(Made.Sketch(pool.Build), 0), ends);
        foreach (var point in report.Points)
        {
            ends.UnionWith(Ends.Of(Made.Sketch(pool.Build).Under(RefusalPlan.Of(point.Named.Point)), 1));
        }

        Assert.Equal(Ends.Of(Made.Sketch(pool.Build), 1), ends);
    }

    [Fact]
    public void Where_nothing_can_be_refused_nothing_is_known()
    {
        var report = FailNthSearch.Run(() => Made.Tally(2, 0), "dpor", new());
        Assert.Equal(Verdict.Held, report.Unrefused.Report.Verdict);
        Assert.Equal(Verdict.Inconclusive, report.Verdict);
        Assert.Equal("no run asks for anything that may be refused, so nothing was", report.Doubt);
        Assert.Empty(report.Points);
    }

    [Fact]
    public void A_search_that_is_cut_short_is_never_held()
    {
        foreach (var strategy in new[] { "dfs", "stateful", "random" })
        {
            var report = Searched(new() { Clients = 3 }, strategy, new() { Runs = 1 });
            Assert.Equal(Verdict.Inconclusive, report.Verdict);
            Assert.StartsWith("which points there are is not known for sure", report.Doubt, StringComparison.Ordinal);
            Assert.DoesNotContain(report.Points, point => point.Verdict == Verdict.Held);
        }
    }

    [Fact]
    public void A_point_that_was_never_refused_does_not_hold()
    {
        var held = Searched(new()).Points[0];
        Assert.Equal(Verdict.Held, held.Verdict);
        Assert.Equal(Verdict.Inconclusive, (held with { Refused = 0 }).Verdict);
        Assert.Equal("never refused by the search of it", (held with { Refused = 0 }).Doubt);
        Assert.Equal("not searched: all was ended before its turn", (held with { Search = null }).Doubt);
    }

    [Fact]
    public void What_was_ended_before_it_began_names_the_points_that_it_knows_of()
    {
        using CancellationTokenSource ended = new();
        ended.Cancel();
        Pool pool = new();
        var report = FailNthSearch.Run(() => Made.Sketch(pool.Build), "dfs", new(), ended.Token);
        Assert.Equal(Verdict.Inconclusive, report.Verdict);
        Assert.True(report.IsCut);
        Assert.All(report.Points, point => Assert.Null(point.Search));
    }

    [Fact]
    public void What_breaks_without_refusal_is_not_laid_to_one()
    {
        var report = Searched(new() { Leaks = true }, build: builder => builder.Claim(new StaysAtOne(), new Never()));
        Assert.Equal(["Never"], report.BrokenAnyway.Select(property => property.Name));
        Assert.DoesNotContain(
            report.Points.SelectMany(point => point.Search!.Report.Failures),
            failure => failure.Property.Name == "Never");
        Assert.Equal(2, report.Points.Count(point => point.Verdict == Verdict.Broken));
    }

    [Fact]
    public void Claims_of_runs_without_want_and_witnesses_are_not_judged()
    {
        var report = Searched(new(), build: builder => builder.Claim(new Presumes(), new Unreachable()));
        Assert.Equal(["Presumes", "Unreachable"], report.NotJudged.Select(property => property.Name));
        Assert.Equal(Verdict.Held, report.Verdict);
    }

    [Fact]
    public void Those_who_are_equal_are_not_any_more_when_one_is_refused_something() =>
        Assert.Throws<NotSupportedException>(() => Searched(new(), options: new() { Symmetry = true }));

    [Fact]
    public void Several_threads_refuse_the_same_as_one()
    {
        Pool pool = new() { Clients = 3, Leaks = true };
        var (one, two) = (Searched(pool, "stateful"), Searched(pool, "stateful", new() { Workers = 2 }));
        Assert.Equal(
            one.Points.Select(point => (point.Named.Point, point.Asked, point.Refused, point.Verdict)),
            two.Points.Select(point => (point.Named.Point, point.Asked, point.Refused, point.Verdict)));
    }

    [Fact]
    public void A_bound_on_preemptions_bounds_each_search()
    {
        var report = Searched(new(), options: new() { Preemptions = 0 });
        Assert.Equal(4, report.Points.Count);
        Assert.Equal(Verdict.HeldWithinBound, report.Verdict);
        Assert.Equal(0, report.Whole.CompleteUpTo);
    }

    private static FailNthReport Searched(
        Pool pool, string? strategy = null, ExplorationOptions? options = null, Action<ScenarioBuilder>? build = null) =>
        FailNthSearch.Run(
            () => Made.Sketch(builder =>
            {
                pool.Build(builder);
                build?.Invoke(builder);
            }),
            strategy,
            options ?? new());

    private static string Text(NamedPoint named) =>
        $"{named.OperationText}: {named.Actor} {named.Refusal.What} {named.Point.Nth}";

    private sealed class Never : AtRest
    {
        public override string Claim => "Nobody takes anything.";

        public override string? Refute(IWorldView view) =>
            view.State<ToyState>(new(1)).Heard.Count > 0 ? "somebody did" : null;
    }

    private sealed class Presumes : AtRest
    {
        public override string Claim => "There is enough.";

        public override bool PresumesEnough => true;

        public override string? Refute(IWorldView view) =>
            view.State<ToyState>(new(1)).Heard.Count == 2 ? null : "somebody was refused";
    }

    private sealed class Unreachable : Witness
    {
        public override string Claim => "What never happens.";

        public override bool Reached(IWorldView view) => false;
    }
}
