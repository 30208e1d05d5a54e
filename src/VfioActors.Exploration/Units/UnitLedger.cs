using VfioActors.Exploration.Properties.Standard;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Dependences;
using VfioActors.Exploration.Units.Cuts;
using VfioActors.Exploration.Units.Regions;
using VfioActors.Exploration.Units.Work;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Units;

/// <summary>
/// One search that several workers do unit by unit: what each has in hands, what is left, and what came of the rest.
/// What a lost worker had is given to others, and no result counts twice, so that the totals are those of one process.
/// </summary>
/// <remarks>
/// Results of one worker come in the order of its units: it relies, in a later unit, on what it said in an earlier one.
/// If one does not come the worker is lost, with all that it has in hands.
/// </remarks>
internal sealed class UnitLedger
{
    private readonly Setup _setup;
    private readonly ExplorationOptions _options;
    private readonly UnitKind _kind;
    private readonly CancellationToken _cancellation;
    private readonly SearchWorker _judge;
    private readonly PlannedRegions? _regions;
    private readonly Dictionary<int, UnitSession> _sessions = [];
    private readonly SortedSet<int> _looked = [];
    private readonly SortedSet<int> _reached = [];

    /// <summary>What broke before the search began again: how often is counted anew.</summary>
    private readonly UnitFailures _earlier = new();
    private Budget _budget;
    private UnitBook _book;
    private UnitResult? _ending;
    private long _numbers;
    private bool _isClosed;

    /// <param name="setup">The scenario, made ready.</param>
    /// <param name="strategy">The name of the strategy.</param>
    /// <param name="options">Which bounds and seed the search has.</param>
    /// <param name="sharing">Who shares the states, so that they are cut into regions: nobody when not.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="NotSupportedException">The strategy cannot be shared, or not judge what is claimed.</exception>
    /// <exception cref="UnitFailedException">A state threw when it was asked for its place.</exception>
    internal UnitLedger(
        Setup setup,
        string strategy,
        ExplorationOptions options,
        RegionSharing sharing = default,
        CancellationToken cancellation = default)
    {
        (_setup, _options, _cancellation) = (setup, options, cancellation);
        _kind = SharedSearches.KindOf(setup, strategy, options);
        _budget = new(options with { Time = null }, cancellation);
        _judge = SearchWorker.Make(setup, JudgedBy, options with { Workers = 1 });
        if (_kind is UnitKind.States or UnitKind.Branches) { TrialRuns.Rehearse(_judge.World); }
        if (_kind == UnitKind.States && sharing.Workers > 0) { _regions = Planned(sharing); }
        if (_regions is not null) { _kind = UnitKind.Regions; }
        Agreed = _judge.World.Learned;
        _book = Opened();

        IStrategy JudgedBy(Setup made)
        {
            var whole = SharedSearches.StrategyOf(made, strategy, options.Seed);
            return _kind == UnitKind.Runs ? whole : new JointStrategy(whole.Traits, () => _book!);
        }
    }

    /// <summary>How states are cut into regions; none when they are not.</summary>
    internal IReadOnlyList<RegionCut> Cuts => _regions?.Cuts ?? [];

    /// <summary>What all worlds begin with.</summary>
    internal LearnedFacts Agreed { get; private set; }

    /// <summary>How often the search began again: then all that workers have in hands is of no use.</summary>
    internal int Restarts { get; private set; }

    /// <summary>How many units, or regions, were given again, since who had them was lost.</summary>
    internal long GivenAgain { get; private set; }

    /// <summary>How many states were gone on from more than once, for nothing.</summary>
    internal long Repeated => _book.Repeated;

    /// <summary>How large units are; null for as large as suits who does them.</summary>
    internal long? UnitSize { get; init; }

    /// <summary>
    /// Told of each state that was counted, and whether it is finished; of none where they are cut into regions.
    /// </summary>
    internal Action<ulong, bool> Counted { get; init; } = (_, _) => { };

    /// <summary>Told of each state that was counted and is finished since.</summary>
    internal Action<ulong> Finished { get; init; } = _ => { };

    /// <summary>Whether the search has come to its end: every unit came back, and nobody has anything left.</summary>
    internal bool IsDone => _book.IsEmpty && _sessions.Values.All(session => session.IsIdle);

    /// <summary>Whether nothing more is to be done: it has come to its end, or is ended.</summary>
    internal bool IsOver =>
        IsDone || _ending is not null || _book.IsOver || _budget.LookUp();

    /// <summary>How far it is.</summary>
    internal ExplorationProgress Progress
    {
        get
        {
            var totals = _book.Totals;
            var seconds = _budget.Seconds;
            return new(totals.Runs, totals.Deliveries, _book.States, seconds, 0, _book.Failures.Count)
            {
                Strategy = _judge.Strategy.Traits.Name,
                RunsMax = _options.Runs,
                TimeMax = _options.Time,
            };
        }
    }

    /// <summary>The time of the search begins: what went before was to get ready.</summary>
    internal void Begin() => _budget = new(_options, _cancellation);

    /// <summary>A worker begins, or begins anew. What it had in hands is given to others.</summary>
    internal void Join(int session)
    {
        Lose(session);
        _sessions[session] = new(_kind switch
        {
            _ when UnitSize is { } size => new UnitPace(size, size, 1),
            UnitKind.Runs => new(64, 1 << 20, 0.2),
            UnitKind.Branches or UnitKind.Subtrees => new(64, 1 << 16, 0.2),
            UnitKind.Regions => new(256, 1 << 16, 0.05),
            _ => new(256, 1 << 13, 0.02),
        });
    }

    /// <summary>A worker is lost.</summary>
    /// <returns>How many states that came from it do not count any more.</returns>
    internal long Lose(int session)
    {
        if (!_sessions.Remove(session, out var lost)) { return 0; }
        var before = _book.Done;
        foreach (var unit in lost.Begun.Concat(lost.Units))
        {
            GivenAgain += _kind != UnitKind.Regions && (_kind != UnitKind.States || unit.Branches.Count > 0) ? 1 : 0;
            _book.TakeBack(unit);
        }

        GivenAgain += _book.Lose(session);
        return before - _book.Done;
    }

    /// <summary>The next unit of a worker; null when there is none now.</summary>
    internal WorkUnit? Take(int session)
    {
        var its = _sessions[session];
        if (_isClosed) { return null; }
        _book.Workers = _sessions.Count;
        var unit = _book.Take(new(session, its.GoesOn, its.GoesOn && IsWanted, _numbers, its.Pace.Size));
        if (unit is null) { return null; }
        _numbers++;
        its.Give(unit, canGoOn: _kind is UnitKind.States or UnitKind.Regions);
        return unit;
    }

    /// <summary>Whether somebody has nothing to do, and nobody was told yet to leave something to others.</summary>
    private bool IsWanted => _book.IsEmpty
        && _sessions.Values.Any(session => session.IsIdle)
        && !_sessions.Values.Any(session => session.Units.Any(unit => unit.LeavesAll));

    /// <summary>How many units a worker has in hands.</summary>
    internal int HeldBy(int session) => _sessions[session].Units.Count;

    /// <summary>A worker's result.</summary>
    /// <returns>How many runs, or states, came from it and were not counted before.</returns>
    /// <exception cref="InvalidDataException">
    /// It is none of a unit that this worker has: the worker is to be lost.
    /// </exception>
    internal long Accept(int session, UnitResult result)
    {
        var its = _sessions[session];
        if (!its.Units.TryPeek(out var unit) || unit.Number != result.Number)
        {
            throw new InvalidDataException($"unit {result.Number} is not the next of what this worker has");
        }

        if (_isClosed) { return 0; }
        UnitChecks.Check(_setup, _kind, _regions?.Plan.Count ?? 0, result);
        if (result.Learned is { } facts && HasLearned(facts)) { return 0; }
        var before = _book.Done;
        _book.Accept(unit, result);
        foreach (var ended in its.Take(result)) { _book.End(ended); }
        its.Pace.Took(result.Seconds);
        _looked.UnionWith(result.Looked);
        _reached.UnionWith(result.Reached);
        var ending = result.IsStuck || result.Thrown is not null;
        if (_book is SubtreeBook { Agreed: { } known })
        {
            BeginAgain(known);
            return 0;
        }

        _ending = (_book as RunBook)?.Ending ?? (ending && _kind != UnitKind.Runs ? result : null) ?? _ending;
        return _book.Done - before;
    }

    /// <summary>What all came to, judged as if one had done it. Nothing is accepted any more.</summary>
    internal ExplorationReport Report()
    {
        var isDone = IsDone && _book.IsWhole && _kind != UnitKind.Runs && _ending is null && !_book.IsOver;
        _isClosed = true;
        _book.Close();
        var livelock = SharedSearches.PlaceOf(_setup, NoLivelock.Instance);
        _earlier.AddAll(_book.Earlier);
        IReadOnlyList<Failure> failures = [.. _book.Failures.In(_setup, _judge.World),
            .. _earlier.In(_setup, _judge.World).Select(failure => failure with { Occurrences = 0 })];
        _judge.Adopt(new(_book.Totals, failures, _looked, _reached)
        {
            IsComplete = isDone,
            IsStuck = _ending?.IsStuck == true,
            Trouble = _ending?.Trouble,
            HasLivelock = _book.Failures.Has(livelock),
            HasCircle = _book.HasCircle && livelock < _setup.Properties.Count,
        });
        SearchWorker.LookAtCircles([_judge], _budget);
        if (_ending?.Thrown is { } thrown) { _budget.Fail(new UnitFailedException(thrown)); }
        var report = JointReport.Of([_judge], _budget, unfinished: null);
        if (report.Failures.Count == 0) { _budget.Rethrow(); }
        return report with { EndedBy = _budget.Failure };
    }

    private PlannedRegions? Planned(RegionSharing sharing)
    {
        try
        {
            return RegionCutter.Cut(_judge.World, sharing);
        }
#pragma warning disable CA1031 // Whatever a state says of its place is the scenario's, and told as what a worker met.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            throw new UnitFailedException($"{failure.GetType().Name}: {failure.Message}");
        }
    }

    private UnitBook Opened(KnownSteps? known = null)
    {
        _judge.World.BackTo(0);
        var livelock = SharedSearches.PlaceOf(_setup, NoLivelock.Instance);
        return _kind switch
        {
            UnitKind.Runs => new RunBook(_options.Runs),
            UnitKind.Branches => new BranchBook(),
            UnitKind.Subtrees => new SubtreeBook(_setup, known),
            UnitKind.Regions => new RegionBook(
                _regions!.Shares,
                new RegionMap(_judge.World, _judge.Checker, _regions.Plan).Here,
                new(_judge.World.StateFingerprint, Past: 0),
                livelock),
            _ => new StateBook(_judge.World.FutureFingerprint, livelock)
            {
                Counted = (state, isFinished) => Counted(state, isFinished),
                Finished = state => Finished(state),
            },
        };
    }

    /// <summary>
    /// A world told apart what others took for the same: with what all know now all begin again, and what was broken
    /// stays broken.
    /// </summary>
    private bool HasLearned(LearnedFacts facts)
    {
        var all = LearnedFacts.Of([Agreed, facts]);
        if (all.TellsApartWhat(Agreed)) { return false; }
        Agreed = all;
        _judge.World.BackTo(0);
        _judge.World.Learn(all);
        BeginAgain(null);
        return true;
    }

    private void BeginAgain(KnownSteps? known)
    {
        Restarts++;
        _earlier.AddAll(_book.Failures);
        _earlier.AddAll(_book.Earlier);
        foreach (var session in _sessions.Values) { session.Clear(); }
        _book = Opened(known);
    }
}
