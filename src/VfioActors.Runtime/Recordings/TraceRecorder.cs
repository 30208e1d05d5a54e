using VfioActors.Behaviors;
using VfioActors.Tracing;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Runtime.Recordings;

/// <summary>Writes down in which order each actor of a free run receives. Serves one run.</summary>
/// <param name="topology">The actors of the run.</param>
/// <param name="withFingerprints">
/// Whether to note the fingerprint of an actor's state after each of its steps. Slow: for tests.
/// </param>
public sealed class TraceRecorder(Topology topology, bool withFingerprints = false)
{
    private readonly ReceiveLog[] _logs = [.. Enumerable.Range(0, topology.Count + 1).Select(_ => new ReceiveLog())];
    private readonly List<ushort>[] _words =
        [.. Enumerable.Range(0, topology.Count + 1).Select(_ => new List<ushort>())];

    internal bool WithFingerprints => withFingerprints;

    /// <summary>Where steps take in several actors, whose turn it was.</summary>
    internal ReceiveLog Turns => _logs[0];

    /// <summary>What was recorded; of a run that goes on, so far.</summary>
    /// <param name="header">What is run.</param>
    public Recording Recording(TraceHeader header)
    {
        for (var actor = 0; actor < _logs.Length; actor++) { _logs[actor].TakeTo(_words[actor]); }
        return new(header, [.. topology.Actors.Where(actor => _words[actor.Value].Count > 0).Select(OrderOf)])
        {
            Turns = [.. _words[0]],
        };
    }

    internal ReceiveLog LogOf(ActorId actor) => _logs[actor.Value];

    private ReceiveOrder OrderOf(ActorId actor) => new(topology.NameOf(actor), [.. _words[actor.Value]])
    {
        Fingerprints = [.. _logs[actor.Value].Fingerprints],
    };
}
