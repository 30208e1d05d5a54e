using VfioActors.Behaviors;
using VfioActors.Exploration;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Storm.Measures;

namespace VfioActors.Storm;

/// <summary>What the verdict on a storm is about.</summary>
internal static class StormClaims
{
    /// <summary>Claims about an actor are looked at around its steps, those about rest when there is one.</summary>
    /// <param name="setup">The storm.</param>
    /// <param name="loads">How many steps each actor took.</param>
    /// <param name="atRest">Those about rest that were judged.</param>
    internal static JudgedProperties Of(
        Setup setup, IEnumerable<ActorLoad> loads, IReadOnlyCollection<Property>? atRest)
    {
        var went = loads.Where(load => load.Messages > 0).Select(load => load.Actor).ToHashSet();
        Journal never = new(keeps: false);
        List<Cell> cells =
        [
            .. setup.Topology.Actors.Where(actor => went.Contains(setup.Topology.NameOf(actor)))
                .Select(actor => setup.Topology.Make(actor, never)),
        ];
        HashSet<Property> looked =
        [
            .. setup.Properties.OfType<ActorProperty>().Where(property => cells.Exists(
                cell => property.Concerns(cell) && property.Among?.Invoke(cell.Id) != false)),
            .. atRest ?? [],
        ];
        var judged = JudgedProperties.Of(setup, looked);
        return atRest is null ? judged.WithoutEnd() : judged;
    }
}
