using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Diagnoses.Candidates;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Sampling;
using VfioActors.Testing.Tallies;

namespace VfioActors.Exploration.Tests.Diagnoses;

public sealed class MinimizerTests
{
    public static TheoryData<int, int, string> Scripts
    {
        get
        {
            TheoryData<int, int, string> rows = [];
            for (var script = 1; script <= 12; script++)
            {
                rows.Add(2, script, "TALLY-01");
                rows.Add(2, script, "TALLY-01 TALLY-02 TALLY-03");
            }

            rows.Add(3, 0, "TALLY-01 TALLY-02");
            rows.Add(3, 4, "TALLY-01");
            return rows;
        }
    }

    [Theory, MemberData(nameof(Scripts))]
    public void What_is_left_breaks_the_same_property_for_the_same_defects_and_nothing_can_go(
        int clerks, int script, string defects)
    {
        var on = TallyDefects.All.Where(known => defects.Contains(known.Id, StringComparison.Ordinal));
        var setup = Made.Tally(clerks, script, on);
        PortfolioStrategy strategy = new(new RandomStrategy(1), new PosStrategy(1));
        var report = Made.Explored(setup, strategy, new() { Runs = 300 });
        foreach (var failure in report.Failures)
        {
            var candidate = TraceMinimizer.Reduce(setup, failure);
            var outcome = candidate.Runner.Run(candidate.Schedule, completes: false);
            Assert.Equal(failure.Property.Name, candidate.Property);
            Assert.True(outcome.IsBroken);
            Assert.Equal(candidate.Schedule, outcome.Taken);
            EveryDefectIsNeeded(candidate);
            EveryOperationIsNeeded(candidate);
            NoTwoSlicesCanBeOne(candidate);
        }
    }

    [Fact]
    public void A_long_script_is_cut_down_to_the_two_additions_that_collide()
    {
        var setup = Made.Tally(3, 9, TallyDefects.All.Except([TallyDefects.AddsTen]));
        var report = Made.Explored(setup, new RandomStrategy(5), new() { Runs = 200 });
        var failure = report.Failures.First(one => one.Property is TallyAddsUp);
        var candidate = TraceMinimizer.Reduce(setup, failure);
        Assert.Equal(["TALLY-01"], candidate.Setup.Arguments.Defects.Ids);
        Assert.Equal(2, setup.Operations.Count - candidate.Setup.Arguments.Dropped.Count);
        Assert.Equal(8, candidate.Schedule.Count);
    }

    private static void EveryDefectIsNeeded(Candidate candidate)
    {
        var arguments = candidate.Setup.Arguments;
        foreach (var defect in arguments.Defects.Ids)
        {
            var without = arguments.With(new DefectSet(arguments.Defects.Ids.Where(id => id != defect)));
            Assert.NotEqual(Verdict.Broken, VerdictOf(candidate.Setup.With(without), candidate.Property));
        }
    }

    private static void EveryOperationIsNeeded(Candidate candidate)
    {
        var arguments = candidate.Setup.Arguments;
        foreach (var operation in candidate.Setup.Operations.Select(known => known.Id.Value).Except(arguments.Dropped))
        {
            var without = candidate.Setup.With(arguments.Without([.. arguments.Dropped, operation]));
            var others = BoundedSearch.Failures(without, candidate.Property)
                .Select(failure => new Candidate(without, candidate.Property, failure.Schedule));
            Assert.DoesNotContain(others, other =>
                other.Schedule.Count <= candidate.Schedule.Count && candidate.Kind!.Fits(other, sameSetup: false));
        }
    }

    private static void NoTwoSlicesCanBeOne(Candidate candidate)
    {
        foreach (var merged in SliceReduction.Merges(candidate.Schedule))
        {
            Assert.False(candidate.Runner.Run(merged, completes: false).IsBroken);
        }
    }

    private static Verdict VerdictOf(Setup setup, string property)
    {
        var only = setup.Only(property);
        return Made.Explored(only, new DporStrategy(only.Properties)).Verdict;
    }
}
