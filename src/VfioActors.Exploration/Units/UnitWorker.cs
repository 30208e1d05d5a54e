using System.Diagnostics;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Units.Cuts;
using VfioActors.Exploration.Units.Regions;
using VfioActors.Exploration.Units.Work;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Units;

/// <summary>Does units of a search, one after the other, with a world of its own.</summary>
internal sealed class UnitWorker
{
    private readonly UnitKind _kind;
    private readonly ExplorationOptions _options;
    private readonly SearchWorker _worker;
    private readonly StateSearch? _states;
    private readonly RegionWorker? _regions;

    private UnitWorker(UnitKind kind, SearchWorker worker, ExplorationOptions options, WorkerPlace place)
    {
        (_kind, _worker, _options) = (kind, worker, options);
        if (kind is UnitKind.States or UnitKind.Branches) { TrialRuns.Rehearse(worker.World); }
        if (kind != UnitKind.States) { return; }
        if (place.Cuts.Count == 0) { _states = new(worker.Setup, worker.World, worker.Checker, place.Turn); }
        else
        {
            RegionPlan plan = new(worker.World, place.Cuts);
            _regions = new(worker.Setup, worker.World, worker.Checker, plan);
        }
    }

    /// <summary>Makes one.</summary>
    /// <param name="setup">The scenario, made ready.</param>
    /// <param name="strategy">The name of the strategy.</param>
    /// <param name="options">Which bounds and seed the search has.</param>
    /// <param name="place">Where it stands among the others.</param>
    /// <exception cref="NotSupportedException">The strategy cannot be shared, or not judge what is claimed.</exception>
    internal static UnitWorker Make(Setup setup, string strategy, ExplorationOptions options, WorkerPlace place)
    {
        var kind = SharedSearches.KindOf(setup, strategy, options);
        var alone = options with { Workers = 1, Progress = null, Runs = null, Time = null, Memory = null };
        var worker = SearchWorker.Make(setup, made => kind switch
        {
            UnitKind.Branches => new BranchStrategy(),
            UnitKind.Subtrees => new SubtreeUnitStrategy(new(made.Properties), made.Topology.Count),
            _ => SharedSearches.StrategyOf(made, strategy, options.Seed),
        }, alone);
        return new(kind, worker, alone, place);
    }

    /// <summary>What its world has learned so far.</summary>
    internal LearnedFacts Learned => _worker.World.Learned;

    /// <summary>Knows what other worlds learned.</summary>
    internal void Learn(LearnedFacts facts) => _worker.World.Learn(facts);

    /// <summary>Others went on from these states: it does not.</summary>
    /// <param name="areFinished">Whether all that can follow them was met.</param>
    internal void Know(ReadOnlySpan<ulong> states, bool areFinished) => _states?.Know(states, areFinished);

    /// <summary>Does a unit.</summary>
    /// <param name="end">Ends it early: what comes of it is then of no use.</param>
    internal UnitResult Do(WorkUnit unit, CancellationToken end)
    {
        var start = Stopwatch.GetTimestamp();
        var result = Guarded(unit, end);
        return result with
        {
            Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds,
            Looked = [.. _worker.Checker.Looked],
            Reached = [.. _worker.Checker.Reached],
            Learned = _kind is UnitKind.Runs or UnitKind.Subtrees ? null : Learned,
        };
    }

    private UnitResult Guarded(WorkUnit unit, CancellationToken end)
    {
        try
        {
            return _states?.Search(unit, end) ?? _regions?.Search(unit, end) ?? Explored(unit, end);
        }
        catch (PropertyException failure)
        {
            return new(unit.Number, default) { IsStuck = true, Trouble = failure.Message };
        }
#pragma warning disable CA1031 // Whatever the scenario throws, whoever gave the unit is told, and ends the search.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return new(unit.Number, _worker.Totals)
            {
                Thrown = $"{failure.GetType().Name}: {failure.Message}",
                Failures = Failures(),
            };
        }
    }

    /// <summary>Runs, as any search takes them.</summary>
    private UnitResult Explored(WorkUnit unit, CancellationToken end)
    {
        var branches = _worker.Strategy as BranchStrategy;
        var subtrees = _worker.Strategy as SubtreeUnitStrategy;
        branches?.Adopt(unit.Branches[0], unit.Size);
        subtrees?.Adopt(unit);
        Budget budget = new(_options with { Runs = _kind == UnitKind.Runs ? unit.End : null }, end);
        _worker.WorkOnPart(budget, unit.First);
        return new(unit.Number, _worker.Totals)
        {
            IsStuck = _worker.IsStuck,
            Trouble = _worker.Trouble,
            Left = branches?.Leave() ?? [],
            Fingerprints = branches is null ? [] : [.. branches.NewStates],
            Subtree = _worker.IsStuck ? null : subtrees?.Leave(_worker.World),
            Failures = Failures(),
        };
    }

    private List<UnitFailure> Failures() =>
    [
        .. _worker.Failures.Failures.Select(failure => new UnitFailure(
            SharedSearches.PlaceOf(_worker.Setup, failure.Property),
            failure.Reason,
            _kind == UnitKind.Runs ? failure.Run : 0,
            WayOf(failure.Schedule))
        {
            Occurrences = failure.Occurrences,
            Branches = failure.Branches,
        }),
    ];

    /// <summary>A schedule by the places of its steps. The world is at its end afterwards.</summary>
    private int[] WayOf(IReadOnlyList<StepKey> schedule)
    {
        var world = _worker.World;
        var way = new int[schedule.Count];
        world.BackTo(0);
        for (var step = 0; step < way.Length; step++)
        {
            way[step] = PlaceOf(world, schedule[step]);
            world.Take(world.Enabled[way[step]]);
        }

        return way;
    }

    private static int PlaceOf(World world, StepKey key)
    {
        var enabled = world.Enabled;
        for (var at = 0; at < enabled.Length; at++)
        {
            if (world.KeyOf(enabled[at]) == key) { return at; }
        }

        throw new InvalidOperationException($"the step {key} was taken, and cannot be taken again");
    }
}
