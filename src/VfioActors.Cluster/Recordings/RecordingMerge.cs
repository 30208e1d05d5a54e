using VfioActors.Behaviors;
using VfioActors.Tracing;
using VfioActors.Tracing.Files;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Cluster.Recordings;

/// <summary>
/// Puts the recordings of the nodes of one run together: one of the kind that a single process writes.
/// </summary>
/// <remarks>
/// A recording says of each actor what it received in which order, and by whom. An actor lives on one node, which
/// recorded all of its order; messages of one sender come in the order of sending, so its n-th receipt of a sender is
/// that sender's n-th message to it, wherever it lives. So the orders of all nodes side by side are the causal order of
/// the run, whole and without clocks; to replay it is to sort it topologically, each receipt behind its sending, with
/// every state looked at. When nodes were lost, it goes as far as causes were recorded.
/// </remarks>
public static class RecordingMerge
{
    /// <summary>Puts recordings together.</summary>
    /// <param name="topology">The actors of the run.</param>
    /// <param name="parts">Of each node.</param>
    /// <exception cref="FormatException">They are not of one run, or two have the same actor.</exception>
    public static Recording Of(Topology topology, IReadOnlyList<Recording> parts)
    {
        if (parts.Count == 0) { throw new FormatException("there is nothing to put together"); }
        SortedDictionary<ActorId, ReceiveOrder> orders = [];
        foreach (var part in parts)
        {
            if (!IsOfRun(part.Header, parts[0].Header))
            {
                throw new FormatException("the recordings are of different runs: their headers are not the same");
            }

            if (part.Turns.Count > 0) { throw new FormatException("steps that take in several actors have one node"); }
            foreach (var order in part.Orders) { Add(topology, order, orders); }
        }

        return new(parts[0].Header, [.. orders.Values]) { IsWhole = parts.All(part => part.IsWhole) };
    }

    /// <summary>Writes a recording beside its name, and renames it.</summary>
    /// <exception cref="TraceWriteException">The disk is full, or the like.</exception>
    public static void WriteFile(string path, Recording recording)
    {
        using FileBeside file = new(path);
        try
        {
            RecordingWriter.Write(file.Output, path, recording);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new TraceWriteException(path, $"cannot be written: {FileBeside.WhyOf(failure)}", failure);
        }

        file.Complete();
    }

    private static bool IsOfRun(TraceHeader header, TraceHeader run) =>
        (header.Product, header.Scenario, header.Delivery, header.Strategy, header.Seed)
        == (run.Product, run.Scenario, run.Delivery, run.Strategy, run.Seed)
        && header.Parameters.SequenceEqual(run.Parameters) && header.Defects.SequenceEqual(run.Defects);

    private static void Add(Topology topology, ReceiveOrder order, SortedDictionary<ActorId, ReceiveOrder> orders)
    {
        if (!topology.TryFind(order.Actor, out var actor))
        {
            throw new FormatException($"the scenario has no actor {order.Actor}");
        }

        if (!orders.TryAdd(actor, order)) { throw new FormatException($"two nodes recorded {order.Actor}"); }
    }
}
