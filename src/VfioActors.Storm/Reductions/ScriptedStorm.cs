using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Storm.Reductions;

/// <summary>
/// Some operations of a storm as a script, each client of which does one thing after another, with the order in which
/// the storm took their steps.
/// </summary>
internal sealed class ScriptedStorm
{
    private readonly List<List<StormOperation>> _lanes = [];
    private readonly SortedDictionary<OperationId, (ActorId Client, OperationId Id)> _places = [];

    private ScriptedStorm(
        StormReplay storm, IEnumerable<StormOperation> operations, bool merges, string property, PlainScript? plain)
    {
        foreach (var operation in operations) { LaneFor(operation, merges).Add(operation); }
        var number = 0;
        for (var lane = 0; lane < _lanes.Count; lane++)
        {
            foreach (var operation in _lanes[lane])
            {
                ActorId client = new(storm.FirstClient.Value + lane);
                _places[operation.Id] = (client, new(++number));
            }
        }

        var lanes = _lanes.Select(lane => string.Join(',', lane.Select(operation => operation.Text)));
        Setup = Setup.Of(storm.Scripts, storm.ArgumentsOf(string.Join('/', lanes), property), Delivery.Causal);
        Order =
        [
            .. storm.Steps.Where(step => _places.ContainsKey(step.Operation)).Select(step => Moved(storm, step, plain)),
        ];
    }

    /// <summary>The scenario with the script.</summary>
    internal Setup Setup { get; }

    /// <summary>The steps of the storm that serve these operations.</summary>
    internal IReadOnlyList<StepKey> Order { get; private init; }

    /// <summary>Tries whether these operations alone break a property as the storm did.</summary>
    /// <param name="storm">The whole of it.</param>
    /// <param name="operations">Some of its operations, in their order.</param>
    /// <param name="property">The property.</param>
    /// <param name="merges">Whether a client may do several of them, one after the other.</param>
    /// <returns>The script and the steps that break it; null when they do not.</returns>
    internal static (Setup Setup, IReadOnlyList<StepKey> Order)? Try(
        StormReplay storm, IEnumerable<StormOperation> operations, string property, bool merges) =>
        Tried(new(storm, operations, merges, property, null), property);

    /// <summary>Tries the same with the first domains and devices for those of the storm.</summary>
    internal static (Setup Setup, IReadOnlyList<StepKey> Order)? TryPlain(
        StormReplay storm, IEnumerable<StormOperation> operations, string property, bool merges)
    {
        PlainScript plain = new(storm.Topology, operations);
        return Tried(new(storm, plain.Operations, merges, property, plain), property);
    }

    private static (Setup Setup, IReadOnlyList<StepKey> Order)? Tried(ScriptedStorm scripted, string property) =>
        CrossReplay.Try(scripted.Setup, property, scripted.Order) is { } taken ? (scripted.Setup, taken) : null;

    /// <summary>
    /// With a client of its own, an operation is asked for at the start and heard whenever the storm heard it. A client
    /// that does several asks for the next when it hears the answer, which reads better and allows fewer orders.
    /// </summary>
    private List<StormOperation> LaneFor(StormOperation operation, bool merges)
    {
        foreach (var lane in _lanes)
        {
            if (merges && lane[^1].Last < operation.First) { return lane; }
        }

        _lanes.Add([]);
        return _lanes[^1];
    }

    private StepKey Moved(StormReplay storm, StepKey step, PlainScript? plain)
    {
        var (client, id) = _places[step.Operation];
        return step with { To = Now(step.To), From = Now(step.From), Operation = id };

        ActorId Now(ActorId actor) => actor >= storm.FirstClient ? client : plain?.Now(actor) ?? actor;
    }
}
