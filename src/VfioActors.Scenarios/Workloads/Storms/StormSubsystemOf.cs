using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>A part in storms that is composed of operations on a setting.</summary>
/// <typeparam name="TSetting">The actors of the subsystem.</typeparam>
public abstract class StormSubsystemOf<TSetting> : StormSubsystem
{
    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Operations => [.. Repertoire.Select(operation => operation.Name)];

    /// <summary>What clients do, in the order of a mix.</summary>
    protected abstract IReadOnlyList<StormOperation<TSetting>> Repertoire { get; }

    /// <summary>Adds the actors.</summary>
    /// <param name="builder">Has the parameters.</param>
    /// <param name="inFlight">How many operations the clients have in flight at most, all together.</param>
    protected abstract TSetting SettingOf(ScenarioBuilder builder, long inFlight);

    /// <summary>What must hold, once the clients are known.</summary>
    /// <param name="setting">The actors.</param>
    /// <param name="clients">The clients of the storm.</param>
    /// <param name="placeOf">The place of a workload in the mix, by its name; -1 when it is not in it.</param>
    protected abstract IEnumerable<Property> Claims(
        TSetting setting, IReadOnlyList<ActorId> clients, Func<string, int> placeOf);

    /// <inheritdoc/>
    protected sealed override StormActors Build(ScenarioBuilder builder, long inFlight)
    {
        var setting = SettingOf(builder, inFlight);
        return new(
            [.. Repertoire.Select(operation => (operation.On(setting), operation.Share))],
            (clients, placeOf) => Claims(setting, clients, placeOf));
    }
}
