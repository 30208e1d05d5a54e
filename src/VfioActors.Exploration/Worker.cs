using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration;

/// <summary>One world with a strategy and the properties: explores on one thread.</summary>
internal sealed class Worker
{
    /// <summary>Deliveries between two looks at the clock.</summary>
    private const int Stretch = 4096;

    private readonly World _world;
    private readonly IStrategy _strategy;
    private readonly PropertyChecker _checker;
    private readonly FailureCollection _failures = new();
    private readonly ExplorationOptions _options;
    private long _runs;
    private long _left;
    private long _broken;
    private long _firstBroken;
    private long _deliveries;
    private long _cut;
    private long _sinceLook;
    private int _resumedAt;
    private int _restarts;
    private double _told;
    private bool _interrupted;
    private bool _complete;

    private Worker(World world, IStrategy strategy, PropertyChecker checker, ExplorationOptions options) =>
        (_world, _strategy, _checker, _options) = (world, strategy, checker, options);

    internal bool IsExhaustive => _strategy.IsExhaustive;

    internal static Worker Make(Setup setup, Func<Setup, IStrategy> make, ExplorationOptions options)
    {
        var strategy = make(setup);
        var asksAlways = strategy.AsksAlways || setup.Scenario.AsksAlways;
        var world = setup.MakeWorld(asksAlways ? 0 : options.Remembered / Math.Max(1, options.Workers));
        var ordering = setup.Properties.FirstOrDefault(property => property is Ordering);
        return strategy.ForgetsHistory && ordering is not null
            ? throw new NotSupportedException(
                $"{strategy.Name} forgets how a state was reached and cannot judge {ordering.Name}")
            : new(world, strategy, new PropertyChecker(world, setup.Properties), options);
    }

    internal static ExplorationReport Report(IReadOnlyList<Worker> workers, Budget budget)
    {
        FailureCollection failures = new();
        foreach (var worker in workers) { failures.Merge(worker._failures); }
        var complete = workers.All(worker => worker._complete);
        if (complete && workers[0]._cut == 0)
        {
            foreach (var witness in workers[0]._checker.Unreached)
            {
                failures.Add(workers[0]._world, new(witness, default, -1, "no run reaches this"), 0);
            }
        }

        var firsts = workers.Select(worker => worker._firstBroken).Where(run => run > 0).ToList();
        return new()
        {
            Strategy = workers[0]._strategy.Name,
            Runs = workers.Sum(worker => worker._runs),
            Left = workers.Sum(worker => worker._left),
            BrokenRuns = workers.Sum(worker => worker._broken),
            FirstBrokenRun = firsts.Count > 0 ? firsts.Min() : 0,
            Deliveries = workers.Sum(worker => worker._deliveries),
            States = workers[0]._strategy.States,
            Seconds = budget.Seconds,
            Complete = complete,
            CutRuns = workers.Sum(worker => worker._cut),
            Failures = failures.Failures,
        };
    }

    internal void Work(Budget budget, int worker)
    {
        for (var number = (long)worker; !budget.IsOver; number += budget.Workers)
        {
            if (!IsExhaustive && !budget.Allows(number)) { return; }
            if (IsExhaustive && !budget.Allows(_runs)) { return; }
            if (!_strategy.TryBegin(_world, number, out var depth))
            {
                _complete = IsExhaustive;
                return;
            }

            if (_strategy.Restarts > _restarts) { ForgetCounts(); }
            _world.BackTo(depth);
            _checker.BackTo(depth);
            _resumedAt = depth;
            var ended = Run(budget);
            _strategy.Finish(_world);
            Collect(number);
            if (ended) { Count(budget, number); }
            else if (!_interrupted) { _left++; }
        }
    }

    /// <summary>One run to its end.</summary>
    /// <returns>False when it was left on the way.</returns>
    private bool Run(Budget budget)
    {
        while (true)
        {
            if (!_strategy.Enter(_world)) { return false; }
            if (_world.Enabled.Length == 0)
            {
                if (_world.Crash is null) { _checker.Rest(_world); }
                return true;
            }

            if (_options.StopsRuns && _checker.Found.Count > 0) { return true; }
            if (_world.Depth >= Explorer.StepsPerRunMax)
            {
                _cut++;
                return true;
            }

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

    private bool LookUp(Budget budget)
    {
        _sinceLook = 0;
        var over = budget.LookUp();
        if (_options.Progress is { } progress && budget.Seconds - _told >= 0.2)
        {
            _told = budget.Seconds;
            progress(new(_runs * budget.Workers, _deliveries * budget.Workers, _strategy.States, _told, _resumedAt,
                _failures.Count));
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
            if (finding.Step >= _resumedAt || _resumedAt == 0) { _failures.Add(_world, finding, number); }
        }
    }

    /// <summary>
    /// The search began again: what was counted so far is not part of it. Failures are failures all the same.
    /// </summary>
    private void ForgetCounts()
    {
        _restarts = _strategy.Restarts;
        (_runs, _left, _broken) = (0, 0, 0);
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
