using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Ahead;
using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Exploration.Strategies.Merging;
using VfioActors.Exploration.Strategies.Sharing;
using VfioActors.Exploration.Symmetries.Trials;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Refusals;

namespace VfioActors.Exploration;

/// <summary>One world with a strategy and the properties: explores on one thread.</summary>
internal sealed class SearchWorker
{
    /// <summary>Deliveries between two looks at the clock.</summary>
    private const int Stretch = 4096;

    /// <summary>After so many runs that were cut a search that tries every order gives up: more would be cut.</summary>
    private const int CutRunsMax = 16;

    private readonly Setup _setup;
    private readonly World _world;
    private readonly IStrategy _strategy;
    private readonly PropertyChecker _checker;
    private readonly FailureCollection _failures = new();
    private readonly ExplorationOptions _options;
    private readonly ProgressTeller _teller;
    private readonly CircleWatch _circles;
    private readonly AskTally _asks = new();
    private long _runs;
    private long _left;
    private long _broken;
    private long _firstBroken;
    private long _deliveries;
    private long _cut;
    private long _sinceLook;
    private StandingTrial? _trial;
    private Leads? _leads;
    private int _resumedAt;
    private int _nextLook;
    private long? _next;
    private bool _interrupted;
    private bool _isPutOff;

    private SearchWorker(Setup setup, World world, IStrategy strategy, ExplorationOptions options)
    {
        (_setup, _world, _strategy, _options) = (setup, world, strategy, options);
        _checker = new(world, setup.Properties);
        _teller = new(options);
        _circles = new(setup, world, _checker) { StopsAtFirst = options.StopsAtFirst };
        IsExhaustive = strategy.Traits.IsExhaustive;
        _asks.Begin(world.Asks);
    }

    /// <summary>Whether there is nothing that another worker could do.</summary>
    internal bool IsAlone => _strategy.Traits.IsOfOne && _strategy is not IPartOfSearch;

    internal bool IsExhaustive { get; }

    /// <summary>Whether runs end where they first break something.</summary>
    internal bool StopsRuns => _options.StopsRuns;

    internal Setup Setup => _setup;

    internal World World => _world;

    internal IStrategy Strategy => _strategy;

    internal PropertyChecker Checker => _checker;

    internal FailureCollection Failures => _failures;

    /// <summary>At which points it asked the host what that may refuse.</summary>
    internal IReadOnlyList<AskedPoint> Asked => _asks.Asked;

    /// <summary>What it counted.</summary>
    internal WorkerTotals Totals => new(_runs, _left, _broken, _firstBroken, _deliveries, _cut);

    /// <summary>What it counted, and with which run it goes on.</summary>
    internal WorkerPlace Place
    {
        get => new(Totals, _circles.Count, _circles.HasLivelock, _next);
        set
        {
            (_runs, _left, _broken, _firstBroken, _deliveries, _cut) = value.Totals;
            (_circles.Count, _circles.HasLivelock, _next) = (value.Circles, value.HasLivelock, value.Next);
        }
    }

    /// <summary>Whether every order was tried, or stands for one that was.</summary>
    internal bool IsComplete { get; private set; }

    /// <summary>Whether it gave up: to go on would come to the same.</summary>
    internal bool GivesUp => IsExhaustive && _cut >= CutRunsMax;

    /// <summary>Whether what followed something could not be judged.</summary>
    internal bool IsStuck { get; private set; }

    /// <summary>Whether behaviours are asked at every step, so that none is taken without need.</summary>
    internal bool Asks => _strategy.Traits.AsksAlways || _setup.Scenario.AsksAlways;

    /// <summary>What could not be decided; null when everything was.</summary>
    internal string? Trouble { get; private set; }

    /// <summary>Whether it ran out of memory and went on where new states may be taken for others.</summary>
    internal bool IsInBits => _strategy is IGoesOnInBits { IsInBits: true };

    /// <summary>How many states were told apart; null when they are not.</summary>
    internal long? States => (_strategy as ICountsStates)?.States;

    internal static SearchWorker Make(Setup setup, Func<Setup, IStrategy> make, ExplorationOptions options)
    {
        var strategy = make(setup);
        var traits = strategy.Traits;
        var asksAlways = traits.AsksAlways || setup.Scenario.AsksAlways;
        var workers = traits.IsOfOne && strategy is not IPartOfSearch ? 1 : Math.Max(1, options.Workers);
        var symmetry = (strategy as IMergesOrbits)?.Symmetry;
        var world = SearchNeeds.MakeWorld(setup, traits, asksAlways ? 0 : options.Remembered / workers, symmetry);
        world.StopsRuns = options.StopsRuns;
        SearchWorker made = new(setup, world, strategy, options);
        if (made._checker.AtStart(world) is var (property, reason))
        {
            throw new UnfitStartException(setup.Scenario.Name, property, reason);
        }

        if (symmetry is null)
        {
            made.LookAhead();
            return made;
        }

        made._trial = new(setup, symmetry, isSeldom: !traits.ForgetsHistory);
        (strategy as IRemembersRenamings)?.Use(made._trial.Memory);
        return made;
    }

    /// <summary>Does a part of a search, and counts that alone.</summary>
    /// <param name="first">The number of its first run.</param>
    internal void WorkOnPart(Budget budget, long first)
    {
        (_runs, _left, _broken, _firstBroken, _deliveries, _cut) = default(WorkerTotals);
        _failures.Clear();
        (IsComplete, _interrupted, _next) = (false, false, null);
        Work(budget, first);
    }

    /// <summary>Is credited with what others did, so that it is judged as if one had done all of it.</summary>
    internal void Adopt(JointWork work)
    {
        (_runs, _left, _broken, _firstBroken, _deliveries, _cut) = work.Totals;
        (IsComplete, IsStuck, Trouble) = (work.IsComplete, work.IsStuck, work.Trouble);
        (_circles.HasLivelock, _circles.Count) = (work.HasLivelock, work.HasCircle ? 1 : 0);
        foreach (var failure in work.Failures) { _failures.Keep(failure); }
        _checker.Adopt(work.Looked, work.Reached);
    }

    internal void Work(Budget budget, long first)
    {
        try
        {
            Explore(budget, first);
        }
        catch (PropertyException failure)
        {
            // What was found so far was found. What follows was not judged.
            (IsStuck, Trouble) = (true, failure.Message);
            Collect(_runs);
            budget.Stop();
        }
    }

    private void Explore(Budget budget, long first)
    {
        for (_next ??= first; !budget.IsOver; _next += budget.Workers)
        {
            var number = _next.Value;
            if (!IsExhaustive && !budget.Allows(number)) { return; }
            if (IsExhaustive && (!budget.Allows(budget.Runs) || _cut >= CutRunsMax))
            {
                budget.Stop();
                return;
            }

            if (_strategy.Begin(_world, number) is not { } start)
            {
                IsComplete = IsExhaustive && !budget.IsOver;
                return;
            }

            if (start.IsRestart) { CountAgain(budget); }
            _world.BackTo(start.Depth);
            _checker.BackTo(start.Depth);
            _resumedAt = start.GoesOnAt;
            _deliveries -= start.GoesOnAt - start.Depth;
            var ended = RunOrCollect(budget);
            number = _next.Value;
            _strategy.Finish(_world);
            Collect(number);
            if (ended) { Count(budget, number); }
            else if (!_interrupted && !_isPutOff) { _left++; }
            _isPutOff = false;
            _teller.Rest(this);
        }
    }

    /// <summary>Failures that were found before a restart are failures all the same, but are not counted.</summary>
    private void CountAgain(Budget budget)
    {
        budget.Count(-_runs);
        Place = new(default, Circles: 0, _circles.HasLivelock, _next);
        _failures.CountAgain();
        _world.BackTo(0);
        _asks.Begin(_world.Asks);
    }

    /// <summary>One run to its end. What it found before something was thrown is kept.</summary>
    private bool RunOrCollect(Budget budget)
    {
        try
        {
            return Run(budget);
        }
        catch (Exception failure) when (failure is not PropertyException)
        {
            Collect(_next!.Value);
            throw;
        }
    }

    /// <summary>One run to its end.</summary>
    /// <returns>False when it was left on the way.</returns>
    private bool Run(Budget budget)
    {
        _nextLook = Math.Clamp(_world.Depth, RunLimit.FirstLook, RunLimit.StepsMax);
        var asks = _world.Asks;
        while (true)
        {
            _world.Past = _checker.FoundFingerprint;
            var decision = _strategy.Choose(new(_world));
            if (_leads is not null) { Pass(_leads.TakePassed(), decision.Kind == DecisionKind.Met); }
            if (decision.Kind != DecisionKind.GoOn && IsLeft(budget, in decision)) { return false; }

            // Also one that has no step left: which step is its last is not the same in equivalent orders.
            if (StopsRuns && _checker.Found.Count > 0) { return true; }
            if (decision.IsRest && _world.Enabled.Length == 0)
            {
                Rest();
                return true;
            }

            if (_world.Depth >= _nextLook && IsCut()) { return true; }
            if (decision.Kind == DecisionKind.Exhausted) { return false; }
            _trial?.Step(_world);
            var asked = asks is null ? 0 : asks.Count;
            if (_leads is { IsExpected: true }) { _leads.TakeExpected(_world, decision.Next); }
            else
            {
                _checker.Before(_world, decision.Next);
                _world.Take(decision.Next);
                _checker.After(_world);
            }

            if (asks is not null && _world.Depth > _resumedAt) { _asks.Note(asks, asked); }
            _deliveries++;
            _trial?.Look();
            if (++_sinceLook >= Stretch && LookUp(budget) && !_options.Keeps)
            {
                _interrupted = true;
                return false;
            }
        }
    }

    /// <summary>
    /// Steps were not taken that lead to states that were met: runs that were left there, the first of them this one.
    /// </summary>
    /// <param name="isLast">Whether the last of them is this run.</param>
    private void Pass(int steps, bool isLast)
    {
        if (steps == 0) { return; }
        _deliveries += steps;
        _sinceLook += steps;
        var left = isLast ? steps - 1 : steps;
        if (left == 0) { return; }
        Collect(_next!.Value);
        _left += left;
        _next += left;
        _resumedAt = _world.Depth;
    }

    private void LookAhead() => _leads = (_strategy as ILooksAhead)?.LookAhead(new(_world, _checker.Ahead));

    /// <summary>Whether the run is left where it is, for what the strategy said.</summary>
    private bool IsLeft(Budget budget, in Decision decision)
    {
        if (decision.Kind == DecisionKind.Met) { _circles.LookAt(budget, decision.MetAt); }
        _isPutOff = decision.Kind == DecisionKind.Later;
        return decision.Kind != DecisionKind.Exhausted;
    }

    private void Rest()
    {
        if (_world.Crash is not null) { return; }
        _checker.Rest(_world);
        _setup.Scenario.Rested(_world);
        _trial?.Rest(_world);
    }

    /// <summary>
    /// A run that goes on for ever is cut where that is seen; any other that does not come to rest, at its greatest
    /// length.
    /// </summary>
    private bool IsCut()
    {
        var isLong = _world.Depth >= RunLimit.StepsMax;
        _nextLook = Math.Min(_world.Depth * 2, RunLimit.StepsMax);
        if (!_circles.IsEndless() && !isLong) { return false; }
        _cut++;
        return true;
    }

    /// <summary>When all is searched, and some states come again, though no fair way round was met.</summary>
    internal static void LookAtCircles(IReadOnlyList<SearchWorker> workers, Budget budget)
    {
        if (AreCirclesOpen(workers)) { workers[0].LookAtAllCircles(budget); }
    }

    /// <summary>Whether all is searched, and it is not known whether states that come again are a livelock.</summary>
    internal static bool AreCirclesOpen(IReadOnlyList<SearchWorker> workers) =>
        workers[0]._circles.Looks
        && workers.All(worker => worker.IsComplete && !worker._circles.HasLivelock && !worker.IsInBits)
        && workers.Any(worker => worker._circles.Count > 0 || worker._strategy is IPartOfSearch { HasCircle: true });

    private void LookAtAllCircles(Budget budget)
    {
        if (_circles.LookAtAll(budget))
        {
            _resumedAt = 0;
            Collect(_runs);
        }

        Trouble = _circles.Trouble ?? Trouble;
    }

    private bool LookUp(Budget budget)
    {
        _sinceLook = 0;
        var over = budget.LookUp();
        if (_deliveries >= _options.Deliveries)
        {
            budget.Stop();
            over = true;
        }

        _teller.Look(this, budget, _resumedAt);
        return over;
    }

    /// <summary>
    /// Keeps what was found since the run began or went on; before that it was found by an earlier run.
    /// </summary>
    private void Collect(long number)
    {
        if (_checker.Found.Count == 0) { return; }
        RunPlace place = new(number, (_strategy as IPartOfSearch)?.Place);
        foreach (var finding in _checker.Found)
        {
            if (finding.KnownAfter >= _resumedAt || _resumedAt == 0) { _failures.Add(_world, finding, place); }
        }
    }

    private void Count(Budget budget, long number)
    {
        _runs++;
        if (IsExhaustive) { budget.Count(1); }
        if (_checker.Found.Count == 0) { return; }
        _broken++;
        if (_firstBroken == 0 && _strategy is not IPartOfSearch)
        {
            _firstBroken = IsExhaustive ? _runs : number + 1;
        }

        if (_options.StopsAtFirst) { budget.Stop(); }
    }
}
