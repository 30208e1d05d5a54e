using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Places;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Exploration.Strategies.Sharing;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration;

/// <summary>A worker between two runs, as it is written to a checkpoint and read again.</summary>
/// <remarks>
/// Its world is not written: another one takes the way to where the last run ended, looks at the claims on it, and must
/// come to the same fingerprint.
/// </remarks>
internal sealed class KeptWorker
{
    private readonly SearchWorker _worker;
    private readonly Choice[] _way;
    private readonly ulong _fingerprint;

    /// <param name="worker">Its last run has ended, and its world is still there.</param>
    internal KeptWorker(SearchWorker worker)
    {
        _worker = worker;
        _way = Strategy is null ? [] : KeptWorld.WayOf(worker.World);
        _fingerprint = Strategy is null ? 0 : worker.World.StateFingerprint;
    }

    private IKeepsItsPlace? Strategy => _worker.Strategy as IKeepsItsPlace;

    /// <summary>
    /// Whether all that a strategy knows can be written; most that sample know nothing, and parts of a search keep it
    /// together. Bits cannot be told from others once a search went on in them.
    /// </summary>
    internal static bool CanKeep(IStrategy strategy) =>
        strategy is not IGoesOnInBits { IsInBits: true }
        && (strategy is IKeepsItsPlace or IPartOfSearch
            || strategy.Traits is { IsExhaustive: false, LearnsFromRuns: false });

    internal void Write(CheckpointWriter writer)
    {
        var place = _worker.Place;
        var totals = place.Totals;
        foreach (var count in new[]
        {
            totals.Runs, totals.Left, totals.Broken, totals.FirstBroken, totals.Deliveries, totals.Cut, place.Circles,
        })
        {
            writer.Write(count);
        }

        writer.Write(place.HasLivelock);
        writer.Write(place.Next is not null);
        writer.Write(place.Next ?? 0);
        KeptFailures.Write(writer, _worker.Setup, _worker.Failures.Failures);
        _worker.Checker.Keep(writer);
        KeptWorld.Write(writer, _worker.World);
        writer.Write(_way.Length);
        foreach (var choice in _way) { KeptWorld.Write(writer, choice); }
        writer.Write(_fingerprint);
        Strategy?.Keep(writer);
    }

    /// <summary>Reads what was written into a worker that has not begun.</summary>
    internal static void Read(CheckpointReader reader, SearchWorker worker)
    {
        WorkerTotals totals = new(
            reader.ReadLong(), reader.ReadLong(), reader.ReadLong(), reader.ReadLong(), reader.ReadLong(),
            reader.ReadLong());
        var (circles, hasLivelock, hasNext) = (reader.ReadLong(), reader.ReadBool(), reader.ReadBool());
        var next = reader.ReadLong();
        worker.Place = new(totals, circles, hasLivelock, hasNext ? next : null);
        foreach (var failure in KeptFailures.Read(reader, worker.Setup)) { worker.Failures.Keep(failure); }
        worker.Checker.Recall(reader);
        KeptWorld.Read(reader, worker.World);
        var way = new Choice[reader.ReadInt(0, RunLimit.StepsMax)];
        foreach (ref var choice in way.AsSpan()) { choice = KeptWorld.ReadChoice(reader, worker.World); }
        var fingerprint = reader.ReadWord();
        if (worker.Strategy is not IKeepsItsPlace strategy) { return; }
        strategy.Recall(reader, worker.World);
        Go(worker, strategy, way, reader);
        if (worker.World.StateFingerprint != fingerprint) { throw reader.Wrong("the way leads to another state here"); }
    }

    private static void Go(SearchWorker worker, IKeepsItsPlace strategy, Choice[] way, CheckpointReader reader)
    {
        var (world, checker) = (worker.World, worker.Checker);
        foreach (var choice in way)
        {
            if (!world.Enabled.Contains(choice)) { throw reader.Wrong("the way has a step that is not there"); }
            strategy.Passing(world, choice);
            world.Past = checker.FoundFingerprint;
            checker.Before(world, choice);
            world.Take(choice);
            checker.After(world);
            strategy.Passed(world);
        }

        strategy.Arrived(world);
    }
}
