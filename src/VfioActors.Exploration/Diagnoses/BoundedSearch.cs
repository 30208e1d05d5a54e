using VfioActors.Exploration.Strategies;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>Looks for any order that breaks a property, within a bound that does not depend on the clock.</summary>
internal static class BoundedSearch
{
    /// <summary>Enough to try every order of what a minimizer leaves; a larger scenario is sampled.</summary>
    private const int RunsMax = 4_000;

    /// <summary>The failure with the shortest schedule that was met; null when none was.</summary>
    internal static Failure? FindFailure(Setup setup, string property) => Failures(setup, property).FirstOrDefault();

    /// <summary>What was met, each way of breaking the property once, those with the shortest schedule first.</summary>
    internal static IEnumerable<Failure> Failures(Setup setup, string property)
    {
        var only = setup.Only(property);
        var report = Explorer.Explore(() => only, made => new DporStrategy(made.Properties), new() { Runs = RunsMax });
        if (report.Failures.Count == 0 && !report.Complete)
        {
            report = Explorer.Explore(() => only, _ => PortfolioStrategy.Of(seed: 1),
                new() { Runs = RunsMax, StopsAtFirst = true });
        }

        return report.Failures.Where(failure => failure.Property.Name == property);
    }
}
