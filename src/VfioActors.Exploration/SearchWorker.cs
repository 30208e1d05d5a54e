using VfioActors.Behaviors;
using VfioActors.Exploration.Livelocks;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Properties.Standard;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration;

/// <summary>One world with a strategy and the properties: explores on one thread.</summary>
internal sealed class SearchWorker
{
    /// <summary>Deliveries between two looks at the clock.</summary>
    private const int Stretch = 4096;

    /// <summary>After so many runs that were cut a search that tries every order gives up: more would be cut.</summary>
    private const int CutRunsMax = 16;

    /// <summary>Where a run is first looked at for going round; then at every doubling of its length.</summary>
    private const int FirstLook = 1_000;

    /// <summary>In more states than this it is not known whether circles of them are livelocks.</summary>
    private const int GraphStatesMax = 1 << 19;

    private readonly Setup _setup;
    private readonly World _world;
    private readonly IStrategy _strategy;
    private readonly PropertyChecker _checker;
    private readonly FailureCollection _failures = new();
    private readonly ExplorationOptions _options;
    private readonly bool _looksForLivelocks;
    private long _runs;
    private long _left;
    private long _broken;
    private long _firstBroken;
    private long _deliveries;
    private long _cut;
    private long _sinceLook;
    private long _circles;
    private int _resumedAt;
    private int _nextLook;
    private int _restarts;
    private double _told;
    private bool _interrupted;
    private bool _complete;
    private bool _hasLivelock;
    private bool _isStuck;
    private string? _trouble;

    private SearchWorker(Setup setup, World world, IStrategy strategy, ExplorationOptions options)
    {
        (_setup, _world, _strategy, _options) = (setup, world, strategy, options);
        _checker = new(world, setup.Properties);
        _looksForLivelocks = setup.Properties.Contains(NoLivelock.Instance);
    }

    internal bool IsExhaustive => _strategy.IsExhaustive;

    internal static SearchWorker Make(Setup setup, Func<Setup, IStrategy> make, ExplorationOptions options)
    {
        var strategy = make(setup);
        var asksAlways = strategy.AsksAlways || setup.Scenario.AsksAlways;
        var world = setup.MakeWorld(asksAlways ? 0 : options.Remembered / Math.Max(1, options.Workers));
        var ordering = setup.Properties.FirstOrDefault(property => property is Ordering);
        return strategy.ForgetsHistory && ordering is not null
            ? throw new NotSupportedException(
                $"{strategy.Name} forgets how a state was reached and cannot judge {ordering.Name}")
            : new(setup, world, strategy, options);
    }

    internal static ExplorationReport Report(IReadOnlyList<SearchWorker> workers, Budget budget)
    {
        FailureCollection failures = new();
        foreach (var worker in workers) { failures.Merge(worker._failures); }
        var first = workers[0];
        var complete = workers.All(worker => worker._complete);
        var cut = workers.Sum(worker => worker._cut);
        if (complete && cut == 0)
        {
            foreach (var witness in first._checker.Unreached)
            {
                failures.Add(first._world, new(witness, default, -1, "no run reaches this"), 0);
            }
        }

        var firsts = workers.Select(worker => worker._firstBroken).Where(run => run > 0).ToList();
        var deliveries = workers.Sum(worker => worker._deliveries);
        var looked = workers.SelectMany(worker => worker._checker.Looked).ToHashSet();
        return new()
        {
            Strategy = first._strategy.Name,
            Runs = workers.Sum(worker => worker._runs),
            Left = workers.Sum(worker => worker._left),
            BrokenRuns = workers.Sum(worker => worker._broken),
            FirstBrokenRun = firsts.Count > 0 ? firsts.Min() : 0,
            Deliveries = deliveries,
            States = first._strategy.States,
            Seconds = budget.Seconds,
            Complete = complete,
            CutRuns = cut,
            Failures = failures.Failures,
            Judged = JudgedProperties.Of(first._setup, looked),
            IsStuck = workers.Any(worker => worker._isStuck),
            Doubt = workers.Select(worker => worker._trouble).FirstOrDefault(trouble => trouble is not null)
                ?? first._setup.Scenario.Doubt ?? first.Emptiness(deliveries, looked),
        };
    }

    internal void Work(Budget budget, int worker)
    {
        try
        {
            Explore(budget, worker);
        }
        catch (PropertyException failure)
        {
            // What was found so far was found. What follows was not judged.
            (_isStuck, _trouble) = (true, failure.Message);
            Collect(_runs);
            budget.Stop();
        }
    }

    private void Explore(Budget budget, int worker)
    {
        for (var number = (long)worker; !budget.IsOver; number += budget.Workers)
        {
            if (!IsExhaustive && !budget.Allows(number)) { return; }
            if (IsExhaustive && (!budget.Allows(_runs) || _cut >= CutRunsMax)) { return; }
            if (!_strategy.TryBegin(_world, number, out var depth))
            {
                _complete = IsExhaustive;
                if (_complete && _circles > 0 && !_hasLivelock) { LookAtAllCircles(budget); }
                return;
            }

            if (_strategy.Restarts > _restarts) { ForgetCounts(); }
            _world.BackTo(depth);
            _checker.BackTo(depth);
            _resumedAt = depth;
            var ended = RunOrCollect(budget, number);
            _strategy.Finish(_world);
            Collect(number);
            if (ended) { Count(budget, number); }
            else if (!_interrupted) { _left++; }
        }
    }

    /// <summary>One run to its end. What it found before something was thrown is kept.</summary>
    private bool RunOrCollect(Budget budget, long number)
    {
        try
        {
            return Run(budget);
        }
        catch (Exception failure) when (failure is not PropertyException)
        {
            Collect(number);
            throw;
        }
    }

    /// <summary>One run to its end.</summary>
    /// <returns>False when it was left on the way.</returns>
    private bool Run(Budget budget)
    {
        _nextLook = Math.Clamp(_world.Depth, FirstLook, Explorer.StepsPerRunMax);
        while (true)
        {
            _world.Past = _checker.FoundFingerprint;
            if (!_strategy.Enter(_world))
            {
                LookAtCircle(budget);
                return false;
            }

            if (_world.Enabled.Length == 0)
            {
                if (_world.Crash is null)
                {
                    _checker.Rest(_world);
                    _setup.Scenario.Rested(_world);
                }

                return true;
            }

            if (_options.StopsRuns && _checker.Found.Count > 0) { return true; }
            if (_world.Depth >= _nextLook && IsCut()) { return true; }

            if (!_strategy.TryChoose(_world, out var choice)) { return false; }
            _checker.Before(_world, choice);
            _world.Take(choice);
            _deliveries++;
            _checker.After(_world);
            _strategy.Took(_world);
            if (++_sinceLook >= Stretch && LookUp(budget))
            {
                _interrupted = true;
                return false;
            }
        }
    }

    /// <summary>
    /// A run that goes on for ever is cut where that is seen; any other that does not come to rest, at its greatest
    /// length.
    /// </summary>
    private bool IsCut()
    {
        var isLong = _world.Depth >= Explorer.StepsPerRunMax;
        _nextLook = Math.Min(_world.Depth * 2, Explorer.StepsPerRunMax);
        var endless = _looksForLivelocks ? EndlessRun.Cut(_world, _setup.Scenario.TellsStatesApart) : null;
        if (endless is var (steps, reason)) { _checker.Note(Livelock(steps - 1, reason)); }
        if (!isLong && endless is null) { return false; }
        _cut++;
        return true;
    }

    /// <summary>The run came back to a state of its own.</summary>
    private void LookAtCircle(Budget budget)
    {
        if (!_looksForLivelocks || _hasLivelock || _strategy.Circle is not { } from) { return; }
        _circles++;
        if (EndlessRun.Closed(_world, from) is { } reason) { KeepLivelock(budget, reason); }
    }

    /// <summary>
    /// Every state was met, and some come again, though not by a fair way so far: is there a fair one?
    /// </summary>
    private void LookAtAllCircles(Budget budget)
    {
        _world.BackTo(0);
        _checker.BackTo(-1);
        _world.Past = 0;
        if (StateGraph.Of(_world, GraphStatesMax, () => budget.LookUp()) is not { } graph)
        {
            _trouble = $"{NoLivelock.Instance.Name} is not decided: states come again, and there are too many of them";
            return;
        }

        if (LivelockSearch.Find(graph) is not var (steps, from)) { return; }
        foreach (var step in steps) { _world.Take(step); }
        _resumedAt = 0;
        if (EndlessRun.Closed(_world, from) is { } reason) { KeepLivelock(budget, reason); }
        else { _trouble = $"{NoLivelock.Instance.Name} is not decided: no single fair way round was found"; }
        Collect(_runs);
    }

    private void KeepLivelock(Budget budget, string reason)
    {
        _hasLivelock = true;
        _checker.Note(Livelock(_world.Depth - 1, reason));
        if (_options.StopsAtFirst) { budget.Stop(); }
    }

    private Finding Livelock(int step, string reason) =>
        new(NoLivelock.Instance, ActorId.Nobody, step, reason) { KnownAfter = _world.Depth - 1 };

    /// <summary>Why a search that broke nothing has shown nothing either; null when it has.</summary>
    private string? Emptiness(long deliveries, HashSet<Property> looked) =>
        _setup.Topology.Count == 0 ? "the scenario has no actors"
            : deliveries == 0 ? "no message was delivered: nothing happened"
            : _setup.Claims.Count == 0 ? "the scenario claims nothing; only what is checked of every scenario was"
            : _complete && _cut == 0 && !_setup.Claims.Any(claim => IsAlwaysLooked(claim) || looked.Contains(claim))
                ? "none of the claims was ever looked at: they are about nothing that happens"
            : null;

    /// <summary>What no actor and no rest is needed for.</summary>
    private static bool IsAlwaysLooked(Property claim) => claim is CrashProperty or NoLivelock;

    private bool LookUp(Budget budget)
    {
        _sinceLook = 0;
        var over = budget.LookUp();
        if (_deliveries >= _options.Deliveries)
        {
            budget.Stop();
            over = true;
        }

        if (_options.Progress is { } progress && budget.Seconds - _told >= 0.2)
        {
            _told = budget.Seconds;
            progress(new(_runs * budget.Workers, _deliveries * budget.Workers, _strategy.States, _told, _resumedAt,
                _failures.Count)
            {
                Strategy = _strategy.Name,
                RunsMax = _options.Runs,
                TimeMax = _options.Time,
            });
        }

        return over;
    }

    /// <summary>
    /// Keeps what was found since the run began or went on; before that it was found by an earlier run.
    /// </summary>
    private void Collect(long number)
    {
        foreach (var finding in _checker.Found)
        {
            if (finding.KnownAfter >= _resumedAt || _resumedAt == 0) { _failures.Add(_world, finding, number); }
        }
    }

    /// <summary>
    /// The search began again: what was counted so far is not part of it. Failures are failures all the same.
    /// </summary>
    private void ForgetCounts()
    {
        _restarts = _strategy.Restarts;
        (_runs, _left, _broken, _circles) = (0, 0, 0, 0);
    }

    private void Count(Budget budget, long number)
    {
        _runs++;
        if (_checker.Found.Count == 0) { return; }
        _broken++;
        if (_firstBroken == 0) { _firstBroken = IsExhaustive ? _runs : number + 1; }
        if (_options.StopsAtFirst) { budget.Stop(); }
    }
}
