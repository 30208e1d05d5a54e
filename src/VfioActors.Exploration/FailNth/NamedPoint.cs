using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Operations;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Refusals;

namespace VfioActors.Exploration.FailNth;

/// <summary>A point at which the model may refuse, in words.</summary>
/// <param name="Point">Which.</param>
/// <param name="Refusal">What its behaviour says of it.</param>
/// <param name="Actor">Who asks.</param>
/// <param name="Operation">What a client does meanwhile; null for what no client asked for.</param>
public sealed record NamedPoint(RefusalPoint Point, HostRefusal Refusal, string Actor, ClientOperation? Operation)
{
    /// <summary>Such as "CPU0 ATTACH(D, dev0)"; a dash when no client asked for it.</summary>
    public string OperationText => Operation is { } known ? $"{known.Client} {known.Text}" : "-";

    /// <summary>Names a point.</summary>
    internal static NamedPoint Of(Setup setup, RefusalPoint point)
    {
        var refusal = setup.Topology.Make(point.Actor, new()).Refusals.First(one => one.Question == point.Question);
        var place = point.Operation.Value - 1;
        var operation = place >= 0 && place < setup.Operations.Count ? setup.Operations[place] : null;
        return new(point, refusal, setup.Topology.NameOf(point.Actor), operation);
    }
}
