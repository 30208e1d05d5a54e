using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Storms;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Storm.Reductions;

/// <summary>Finds what the clients of a replayed storm asked for.</summary>
internal static class StormOperations
{
    /// <summary>The operations in the order in which they were heard first. The world goes back to its start.</summary>
    internal static IReadOnlyList<StormOperation> Of(World world, ActorId firstClient)
    {
        var end = world.Depth;
        SortedDictionary<OperationId, int> last = [];
        List<(Envelope Request, int First)> begun = [];
        SortedSet<OperationId> known = [];
        for (var step = 0; step < end; step++)
        {
            var envelope = world.Step(step);
            if (envelope.To >= firstClient) { last[envelope.Operation] = step; }
            else if (envelope.From >= firstClient && known.Add(envelope.Operation)) { begun.Add((envelope, step)); }
        }

        var calls = CallsIn(world, firstClient);
        return
        [
            .. begun.Select(one => new StormOperation(
                one.Request.Operation,
                TextOf(world, in one.Request, calls[one.Request.Operation]),
                one.First,
                last.GetValueOrDefault(one.Request.Operation, end))),
        ];
    }

    /// <summary>What every operation is, by what the clients had in flight at some time.</summary>
    private static SortedDictionary<OperationId, StormCall> CallsIn(World world, ActorId firstClient)
    {
        SortedDictionary<OperationId, StormCall> calls = [];
        foreach (var actor in world.Topology.Actors.Where(actor => actor >= firstClient)) { Add(actor); }
        while (world.Depth > 0)
        {
            var client = world.Step(world.Depth - 1).To;
            world.BackTo(world.Depth - 1);
            if (client >= firstClient) { Add(client); }
        }

        return calls;

        void Add(ActorId client)
        {
            var open = world.State<StormClientState>(client).Open;
            for (var at = 0; at < open.Count; at++) { calls[open.Keys[at]] = open.Values[at]; }
        }
    }

    private static string TextOf(World world, in Envelope request, in StormCall call)
    {
        var workload = world.State<StormClientState>(request.From).Mix[call.Thing.Workload].Workload;
        return StormScript.Write(workload, workload.Said(in call, in request), world.Topology);
    }
}
