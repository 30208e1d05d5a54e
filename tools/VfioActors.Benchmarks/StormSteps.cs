using System.Diagnostics;
using VfioActors.Behaviors;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios.Storms;
using VfioActors.Storm;

namespace VfioActors.Benchmarks;

/// <summary>
/// The steps of a storm without actors: one thread takes one message after the other out of one queue. What is left of
/// a storm's time is what actors cost, and measuring and judging them.
/// </summary>
internal sealed class StormSteps
{
    private readonly Cell[] _cells;
    private readonly Outbox _outbox = new();
    private readonly Queue<Envelope> _queue = new();

    private StormSteps(StormOptions options)
    {
        StormScenario scenario = new();
        var setup = Setup.Of(scenario, options.Arguments(scenario), Delivery.Causal);
        Journal never = new(keeps: false);
        _cells = [.. setup.Topology.Actors.Select(actor => setup.Topology.Make(actor, never))];
        foreach (var cell in _cells)
        {
            _outbox.Open(cell.Id, OperationId.None, Envelope.Unsent, default);
            cell.Start(_outbox);
            Keep(_outbox.Effects);
        }
    }

    /// <summary>Takes steps for a time.</summary>
    /// <returns>Messages in a second of processor time.</returns>
    internal static double MessagesPerCoreSecond(StormOptions options)
    {
        StormSteps steps = new(options);
        var start = Stopwatch.GetTimestamp();
        var processor = Environment.CpuUsage.TotalTime;
        var messages = 0L;
        for (; Stopwatch.GetElapsedTime(start) < options.Duration; messages += steps.Take(100_000)) { }
        return messages / (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
    }

    private int Take(int count)
    {
        for (var taken = 0; taken < count; taken++)
        {
            var envelope = _queue.Dequeue();
            _outbox.Open(envelope.To, envelope.Operation, Envelope.Unsent, default);
            _cells[envelope.To.Value - 1].Receive(in envelope, _outbox);
            Keep(_outbox.Effects);
        }

        return count;
    }

    /// <summary>Clients that ask whether to halt are told to go on.</summary>
    private void Keep(ReadOnlySpan<Effect> effects)
    {
        foreach (ref readonly var effect in effects) { _queue.Enqueue(effect.Envelope); }
    }
}
