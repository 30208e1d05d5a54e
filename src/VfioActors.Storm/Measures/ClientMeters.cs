using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Storm.Measures;

/// <summary>The meters of all clients of a storm, and their sums.</summary>
public sealed class ClientMeters
{
    private readonly ClientMeter[] _meters;

    internal ClientMeters(Topology topology, int clients, int window)
    {
        _meters =
        [
            .. Enumerable.Range(0, clients).Select(client => new ClientMeter(
                new() { Client = client, Clients = clients, Window = window, Mix = [] })),
        ];
        First = new(topology.Count - clients + 1);
        ByActor = new ClientMeter?[topology.Count + 1];
        _meters.CopyTo(ByActor, First.Value);
    }

    /// <summary>The clients are the actors from this one on.</summary>
    public ActorId First { get; }

    /// <summary>How many operations were answered.</summary>
    public long Operations => _meters.Sum(meter => meter.Answered);

    /// <summary>How many operations were answered without an error.</summary>
    public long Succeeded => _meters.Sum(meter => meter.Succeeded);

    /// <summary>How many operations are in flight.</summary>
    public int InFlight => _meters.Sum(meter => meter.InFlight);

    /// <summary>By the number of the actor; null where the actor is no client.</summary>
    internal ClientMeter?[] ByActor { get; }

    /// <summary>How long all operations took, those of every client together.</summary>
    public LatencyHistogram Latencies()
    {
        LatencyHistogram all = new();
        foreach (var meter in _meters) { all.Add(meter.Latencies); }
        return all;
    }

    /// <summary>The percentile of each client, in nanoseconds, in the order of the clients.</summary>
    /// <param name="share">From 0 to 1.</param>
    public IReadOnlyList<long> Percentiles(double share) =>
        [.. _meters.Select(meter => meter.Latencies.Percentile(share))];

    /// <summary>How often each error was the answer, the most frequent first.</summary>
    public IReadOnlyList<(Errno Error, long Count)> Refusals() =>
    [
        .. Enum.GetValues<Errno>().Where(error => error != Errno.None)
            .Select(error => (error, _meters.Sum(meter => meter.Refusals(error)))).Where(one => one.Item2 > 0)
            .OrderByDescending(one => one.Item2),
    ];
}
