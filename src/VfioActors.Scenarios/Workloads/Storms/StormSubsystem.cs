using VfioActors.Exploration.Scenarios;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>
/// What a subsystem brings to a storm: its actors, what clients do with them, and what must hold. To take part, derive
/// from <see cref="StormSubsystemOf{TSetting}"/> in the folder of the subsystem.
/// </summary>
public abstract class StormSubsystem
{
    /// <summary>Whether memory may be missing: a parameter of every storm.</summary>
    public static ScenarioParameter Failures { get; } = ScenarioParameter.Number(
        "failures", "1 when memory may be missing, which the host decides", 0, 0, 1);

    /// <summary>How many things of each sort it has; of the first there are none when it takes no part.</summary>
    public abstract IReadOnlyList<StormCount> Counts { get; }

    /// <summary>What else can be set of it.</summary>
    public virtual IReadOnlyList<ScenarioParameter> Others => [];

    /// <summary>All that can be set of it.</summary>
    public IReadOnlyList<ScenarioParameter> Parameters => [.. Counts.Select(count => count.Parameter), .. Others];

    /// <summary>The names of what clients do with it, in their order in a mix.</summary>
    public abstract IReadOnlyList<string> Operations { get; }

    /// <summary>Adds the actors, before those of the clients, when there are any.</summary>
    /// <param name="builder">Has the parameters.</param>
    /// <param name="inFlight">How many operations the clients have in flight at most, all together.</param>
    /// <returns>What is needed to go on.</returns>
    public StormActors Join(ScenarioBuilder builder, long inFlight) =>
        builder.Number(Counts[0].Name) == 0 ? StormActors.Nobody : Build(builder, inFlight);

    /// <summary>Whether memory may be missing in this storm.</summary>
    protected static bool MayFail(ScenarioBuilder builder) => builder.Number(Failures.Name) == 1 || builder.AsksAll;

    /// <summary>Adds the actors.</summary>
    /// <param name="builder">Has the parameters.</param>
    /// <param name="inFlight">How many operations the clients have in flight at most, all together.</param>
    /// <returns>What is needed to go on.</returns>
    protected abstract StormActors Build(ScenarioBuilder builder, long inFlight);
}
