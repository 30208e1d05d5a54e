using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Sampling;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;

namespace VfioActors.Exploration.Tests;

/// <summary>What holds for toys holds for the scenarios of the house.</summary>
public sealed class ShippedScenariosTests
{
    public static TheoryData<string> Names => [.. ScenarioCatalog.All.Select(scenario => scenario.Name)];

    public static TheoryData<string, string> Exhibits
    {
        get
        {
            TheoryData<string, string> rows = [];
            foreach (var scenario in ScenarioCatalog.All)
            {
                foreach (var exhibit in scenario.Exhibits) { rows.Add(scenario.Name, exhibit.Defect); }
            }

            return rows;
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Neighbours_that_do_not_depend_can_change_places(string name)
    {
        foreach (var delivery in Made.InOrder)
        {
            var scenario = ScenarioCatalog.Find(name)!;
            Swapping swapping = new(Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), delivery));
            swapping.Walk(20, seed: 1);
            Assert.True(swapping.Difference is null, $"{delivery}: {swapping.Difference}");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void No_behaviour_keeps_state_of_its_own(string name)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        var setup = Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), Delivery.Causal);
        var report = Made.Explored(setup, new TwiceStrategy(PortfolioStrategy.Of(1)), new() { Runs = 200 });
        Assert.Equal(200, report.Runs);
    }

    [Theory, MemberData(nameof(Exhibits))]
    public void An_exhibit_is_minimal(string name, string defect)
    {
        var scenario = ScenarioCatalog.Find(name)!;
        var exhibit = scenario.Exhibits.First(one => one.Defect == defect);
        var setup = Setup.Of(scenario, ScenarioArguments.Of(scenario, exhibit.Parameters, [defect]), Delivery.Causal)
            .Only(exhibit.Property);
        var report = Made.Explored(setup, PortfolioStrategy.Of(1), new() { Runs = 4_000, StopsAtFirst = true });
        var candidate = TraceMinimizer.Reduce(setup, report.Failures[0]);
        var arguments = candidate.Setup.Arguments;
        Assert.Equal([defect], arguments.Defects.Ids);
        Assert.All(SliceReduction.Merges(candidate.Schedule), merged =>
        {
            var outcome = candidate.Runner.Run(merged, completes: false);
            var isSimpler = outcome.Taken.Count <= candidate.Schedule.Count
                && SliceReduction.Count(outcome.Taken) < SliceReduction.Count(candidate.Schedule);
            Assert.False(isSimpler && candidate.Smaller(outcome) is not null);
        });
        foreach (var operation in candidate.Setup.Operations.Select(known => known.Id.Value).Except(arguments.Dropped))
        {
            var fewer = arguments.Without([.. arguments.Dropped, operation]);
            var without = candidate.Setup.With(fewer).Only(exhibit.Property);
            var left = Made.Explored(without, new DporStrategy(without.Properties), new() { Runs = 20_000 });
            Assert.DoesNotContain(left.Failures, failure =>
                failure.Schedule.Count <= candidate.Schedule.Count && candidate.Kind!.Fits(
                    new(without, exhibit.Property, failure.Schedule), sameSetup: false));
        }
    }
}
