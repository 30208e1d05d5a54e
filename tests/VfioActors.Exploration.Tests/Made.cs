using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Testing.Sketches;
using VfioActors.Testing.Tallies;
using VfioActors.Testing.Toys;

namespace VfioActors.Exploration.Tests;

/// <summary>Scenarios made ready, and what exploring them comes to.</summary>
internal static class Made
{
    /// <summary>
    /// The deliveries in which every message is handled in the end: reduction by partial order needs that.
    /// </summary>
    internal static IEnumerable<Delivery> InOrder => Enum.GetValues<Delivery>().Where(one => one != Delivery.Bag);

    internal static Setup Sketch(Action<ScenarioBuilder> build, Delivery delivery = Delivery.Causal) =>
        Of(new SketchScenario(build), delivery);

    internal static Setup Toy(int seed, ToyFeatures features = ToyFeatures.None, Delivery delivery = Delivery.Causal) =>
        Of(new ToyScenario(seed, features), delivery);

    /// <param name="script">0 for one addition a clerk, else the seed of random errands.</param>
    internal static Setup Tally(int clerks, int script, params IEnumerable<Defect> defects)
    {
        TallyScenario scenario = new();
        (string, string)[] values = [("clerks", $"{clerks}"), ("script", $"{script}")];
        var arguments = ScenarioArguments.Of(scenario, values, defects.Select(defect => defect.Id));
        return Setup.Of(scenario, arguments, Delivery.Causal);
    }

    internal static ExplorationReport Explored(Setup setup, IStrategy strategy, ExplorationOptions? options = null) =>
        Explorer.Explore(() => setup, _ => strategy, options ?? new());

    internal static SortedSet<string> Failures(ExplorationReport report) =>
        [.. report.Failures.Select(failure => $"{failure.Property.Name}: {failure.Reason}")];

    private static Setup Of(Scenario scenario, Delivery delivery) =>
        Setup.Of(scenario, ScenarioArguments.Of(scenario, [], []), delivery);
}
