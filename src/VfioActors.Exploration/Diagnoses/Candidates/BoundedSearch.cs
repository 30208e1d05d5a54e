using VfioActors.Exploration.Properties.Standard;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Sampling;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Diagnoses.Candidates;

/// <summary>Looks for any order that breaks a property, within a bound that does not depend on the clock.</summary>
internal static class BoundedSearch
{
    /// <summary>Enough to try every order of what a minimizer leaves; a larger scenario is sampled.</summary>
    private const int RunsMax = 4_000;

    /// <summary>The same for livelocks, whose search counts no runs.</summary>
    private const int DeliveriesMax = 400_000;

    /// <summary>The failure with the shortest schedule that was met; null when none was.</summary>
    internal static Failure? FindFailure(Setup setup, string property, CancellationToken cancellation = default) =>
        Failures(setup, property, cancellation).FirstOrDefault();

    /// <summary>What was met, each way of breaking the property once, those with the shortest schedule first.</summary>
    internal static IEnumerable<Failure> Failures(
        Setup setup, string property, CancellationToken cancellation = default)
    {
        var only = setup.Only(property);
        if (property == NoLivelock.Instance.Name)
        {
            return FindLivelock(only, cancellation) is { } livelock ? [livelock] : [];
        }

        var report = Explorer.Explore(() => only, EveryOrder, new() { Runs = RunsMax }, cancellation);
        if (report.Failures.Count == 0 && !report.Complete)
        {
            report = Explorer.Explore(() => only, _ => PortfolioStrategy.Of(seed: 1),
                new() { Runs = RunsMax, StopsAtFirst = true }, cancellation);
        }

        return report.Failures.Where(failure => failure.Property.Name == property);
    }

    /// <summary>The strategy that tries every order there is with the fewest runs.</summary>
    internal static IStrategy EveryOrder(Setup setup) =>
        setup.Delivery == Delivery.Bag ? new DfsStrategy() : new DporStrategy(setup.Properties);

    /// <summary>Runs that go round are as long as one likes: states are looked at instead.</summary>
    private static Failure? FindLivelock(Setup setup, CancellationToken cancellation) =>
        setup.Scenario.TellsStatesApart
            ? Explorer.Explore(() => setup, _ => new StatefulStrategy(),
                new() { StopsAtFirst = true, Deliveries = DeliveriesMax }, cancellation)
                .Failures.FirstOrDefault(failure => failure.Property == NoLivelock.Instance)
            : null;
}
