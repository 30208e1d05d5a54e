using System.Globalization;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Properties.Standard;
using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Exploration.Strategies.Merging;
using VfioActors.Exploration.Strategies.Queues;
using VfioActors.Exploration.Worlds.Refusals;

namespace VfioActors.Exploration;

/// <summary>What the workers of an exploration come to together.</summary>
internal sealed class JointReport
{
    private readonly IReadOnlyList<SearchWorker> _workers;
    private readonly SearchWorker _first;
    private readonly WorkerTotals _totals;
    private readonly HashSet<Property> _looked;
    private readonly FailureCollection _failures = new();

    private JointReport(IReadOnlyList<SearchWorker> workers)
    {
        (_workers, _first) = (workers, workers[0]);
        _totals = workers.Select(worker => worker.Totals).Aggregate(static (one, other) => one.And(other));
        _looked = [.. workers.SelectMany(worker => worker.Checker.Looked).Select(PropertyAt)];
        foreach (var worker in workers) { _failures.Merge(worker.Failures); }
    }

    /// <summary>Whether every order was tried that was not left out for a bound.</summary>
    private bool IsDone => _workers.All(worker => worker.IsComplete);

    private bool IsComplete => IsDone && Within is null && !_first.IsInBits;

    /// <summary>The share of the states that it went on from; null when that is all.</summary>
    private double? Coverage => (_first.Strategy as IGoesOnInBits)?.Coverage;

    /// <summary>Within how many preemptions every order was tried, and others were not; null when all were.</summary>
    private int? Within => _first.Strategy is IBoundsPreemptions { LeftOut: true } bounded ? bounded.Preemptions : null;

    /// <summary>The witnesses that no worker reached.</summary>
    private IEnumerable<Property> Unreached =>
        _workers.Select(worker => worker.Checker.Unreached).Aggregate(Enumerable.Intersect).Select(PropertyAt);

    /// <summary>Puts together what the workers did; their worlds are taken elsewhere.</summary>
    /// <param name="unfinished">What it would take to go on; null when nobody asked.</param>
    internal static ExplorationReport Of(
        IReadOnlyList<SearchWorker> workers, Budget budget, UnfinishedSearch? unfinished) =>
        new JointReport(workers).Made(budget, unfinished);

    private ExplorationReport Made(Budget budget, UnfinishedSearch? unfinished)
    {
        // Where a run was stopped for what it broke, nobody knows what it would have come to.
        if (IsComplete && _totals.Cut == 0 && !(_first.StopsRuns && _totals.Broken > 0))
        {
            foreach (var witness in Unreached)
            {
                _failures.Add(_first.World, new(witness, default, -1, "no run reaches this"), default);
            }
        }

        var scenario = _first.Setup.Scenario;
        return new()
        {
            Strategy = _first.Strategy.Traits.Name,
            Runs = _totals.Runs,
            Left = _totals.Left,
            BrokenRuns = _totals.Broken,
            FirstBrokenRun = _totals is { Broken: > 0, FirstBroken: 0 } ? null : _totals.FirstBroken,
            Deliveries = _totals.Deliveries,
            States = _first.States,
            Permutations = (_first.Strategy as IMergesOrbits)?.Symmetry?.Permutations,
            Threads = _workers.Count,
            Seconds = budget.TotalSeconds,
            Complete = IsComplete && _totals.Cut == 0,
            Coverage = Coverage,
            CompleteUpTo = IsDone && _totals.Cut == 0 ? Within : null,
            Remainder = IsDone ? null : Left(),
            IsOutOfMemory = !IsDone && budget.IsOutOfMemory,
            Obstacle = budget.Obstacle,
            BytesOnDisk = (_first.Strategy as IQueuesStates)?.BytesOnDisk ?? 0,
            CutRuns = _totals.Cut,
            Unfinished = !IsDone ? unfinished : IsUndecided(budget) ? unfinished?.Interrupted() : null,
            Failures = _failures.Met,
            Judged = JudgedProperties.Of(_first.Setup, _looked),
            Tallies = scenario.Tallies,
            Asked = AskTally.Together(_workers.SelectMany(worker => worker.Asked)),
            Modulo = scenario.Unseen(_first.Strategy.Traits.LeavesOrdersOut),
            IsStuck = _workers.Any(worker => worker.IsStuck),
            Doubt = budget.Obstacle
                ?? _workers.Select(worker => worker.Trouble).FirstOrDefault(trouble => trouble is not null)
                ?? scenario.Doubt ?? Emptiness() ?? (IsDone ? Unwitnessed() ?? Unmet() : null),
        };
    }

    /// <summary>Whether it was ended when every order had been tried, and circles were being looked at.</summary>
    private bool IsUndecided(Budget budget) =>
        budget.IsInterrupted && _workers.Any(worker => worker.Trouble is not null);

    /// <summary>Several workers may have made a scenario of their own each: properties go by their places.</summary>
    private Property PropertyAt(int place) => _first.Setup.Properties[place];

    /// <summary>Beyond the bound a witness may well be: that no run within it is one is no failure.</summary>
    private string? Unwitnessed() =>
        Within is { } most && Unreached.FirstOrDefault() is { } witness
            ? $"no run with at most {most} preemptions reaches {witness.Name}: others were left out" : null;

    /// <summary>What may have been left out by a search that went on in bits.</summary>
    private string? Unmet()
    {
        if (_failures.Count > 0 || Coverage is not { } share) { return null; }
        List<string> open = [.. Unreached.Select(witness => $"no state that was met reaches {witness.Name}")];
        if (_first.Setup.Properties.Contains(NoLivelock.Instance))
        {
            open.Add($"{NoLivelock.Instance.Name} is not decided");
        }

        // Rounded down: what is left out is never said to be nothing.
        var percent = (Math.Floor(share * 1e6) / 1e4).ToString("0.####", CultureInfo.InvariantCulture);
        return string.Join("; ", open.Prepend(
            $"held, with coverage {percent} % of the states that it came to: the memory ran out, and of those that "
                + "came later the others were taken for old ones; what only they lead to is not counted"));
    }

    /// <summary>
    /// What is left of a search that did not come to its end. Of runs that follow from the runs before no bound is
    /// known: they may all miss what others would meet.
    /// </summary>
    private Remainder? Left() =>
        _first.Strategy is IKnowsWhatIsLeft
            ? _workers.Select(worker => ((IKnowsWhatIsLeft)worker.Strategy).Left(worker.World))
                .Aggregate(static (one, other) => one.And(other)).After(_totals.Runs)
            : _first.IsExhaustive || _first.Strategy.Traits.LearnsFromRuns || _failures.Count > 0 ? null
            : Remainder.OfSample(_totals.Runs);

    /// <summary>Why a search that broke nothing has shown nothing either; null when it has.</summary>
    private string? Emptiness()
    {
        var setup = _first.Setup;
        var isWhole = IsDone && _totals.Cut == 0;
        return setup.Topology.Count == 0 ? "the scenario has no actors"
            : _totals.Deliveries == 0 && (IsDone || _totals.Runs > 0) ? "no message was delivered: nothing happened"
            : setup.Claims.Count == 0 ? "the scenario claims nothing; only what is checked of every scenario was"
            : isWhole && !setup.Claims.Any(claim => IsAlwaysLooked(claim) || _looked.Contains(claim))
                ? "none of the claims was ever looked at: "
                    + (Within is null ? "they are about nothing that happens" : "not in the orders within the bound")
            : null;
    }

    /// <summary>What no actor and no rest is needed for.</summary>
    private static bool IsAlwaysLooked(Property claim) => claim is CrashProperty or NoLivelock;
}
