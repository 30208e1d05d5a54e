using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Tracing;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Runtime.Recordings;

/// <summary>
/// Writes down in which order each actor of a free run receives: two bytes a delivery. Serves one run. Either a
/// <see cref="RecordingFile"/> takes what it has, or it keeps all to the end.
/// </summary>
public sealed class TraceRecorder
{
    /// <summary>Receipts that are kept at most, unless told otherwise: half a gigabyte.</summary>
    public const long UsualWordsMax = 1L << 28;

    private readonly ReceiveLog[] _logs;
    private readonly RecordingLimit _limit;

    /// <param name="topology">The actors of the run.</param>
    /// <param name="wordsMax">How many 16-bit words may wait in memory; the recording ends where more would.</param>
    /// <param name="withFingerprints">
    /// Whether to note the fingerprint of an actor's state after each of its steps. Slow: for tests.
    /// </param>
    public TraceRecorder(Topology topology, long wordsMax = UsualWordsMax, bool withFingerprints = false)
    {
        Topology = topology;
        WithFingerprints = withFingerprints;
        _limit = new(wordsMax);
        _logs = [.. Enumerable.Range(0, topology.Count + 1).Select(_ => new ReceiveLog(_limit))];
    }

    /// <summary>The actors of the run.</summary>
    public Topology Topology { get; }

    /// <summary>Whether the recording ended before the run: there was no room for more.</summary>
    public bool IsCut => _limit.IsCut;

    internal bool WithFingerprints { get; }

    /// <summary>Where steps take in several actors, whose turn it was.</summary>
    internal ReceiveLog Turns => _logs[0];

    /// <summary>Takes what was recorded since the last time; nothing is left for others.</summary>
    /// <param name="header">What is run.</param>
    /// <param name="atRest">The actors at rest, for the fingerprints of their states; null when they are not.</param>
    public Recording Take(TraceHeader header, IWorldView? atRest)
    {
        List<ReceiveOrder> orders = [];
        foreach (var actor in Topology.Actors.Where(actor => LogOf(actor).IsUsed))
        {
            orders.Add(new(Topology.NameOf(actor), WordsOf(LogOf(actor)))
            {
                Fingerprints = [.. LogOf(actor).Fingerprints],
                State = atRest?.StateOf(actor).Fingerprint,
            });
        }

        return new(header, orders) { Turns = WordsOf(Turns), IsWhole = atRest is not null && !IsCut };
    }

    internal ReceiveLog LogOf(ActorId actor) => _logs[actor.Value];

    internal void Cut() => _limit.Cut();

    private static List<ushort> WordsOf(ReceiveLog log)
    {
        List<ushort> words = [];
        log.TakeTo(words);
        return words;
    }
}
