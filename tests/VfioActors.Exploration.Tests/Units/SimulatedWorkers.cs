using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Units;
using VfioActors.Exploration.Units.Cuts;

namespace VfioActors.Exploration.Tests.Units;

/// <summary>Workers that do units in an order that chance makes, some of which are lost with what they have.</summary>
internal sealed class SimulatedWorkers
{
    private readonly SeededRandom _random;
    private readonly Func<Setup> _setup;
    private readonly string _strategy;
    private readonly ExplorationOptions _options;
    private readonly UnitLedger _ledger;
    private readonly List<ulong> _counted = [];
    private readonly List<ulong> _finished = [];
    private readonly SimulatedWorker[] _workers;
    private int _restarts;

    /// <param name="workers">How many.</param>
    /// <param name="seed">Of chance, and of how large units are where nothing is said.</param>
    /// <param name="sharing">For whom states are cut into regions; nobody when they are not.</param>
    /// <param name="unitSize">How large units are.</param>
    internal SimulatedWorkers(
        Func<Setup> setup,
        string strategy,
        ExplorationOptions options,
        int workers,
        int seed,
        RegionSharing sharing = default,
        int? unitSize = null)
    {
        (_setup, _strategy, _options, _random) = (setup, strategy, options, new(seed));
        _ledger = new(setup(), strategy, options, sharing)
        {
            Counted = Count,
            Finished = _finished.Add,
            UnitSize = unitSize ?? 1 + (seed % 9),
        };
        _workers = new SimulatedWorker[workers];
        for (var at = 0; at < workers; at++) { Begin(at); }
    }

    /// <summary>Whether states are cut into regions.</summary>
    internal bool HasRegions => _ledger.Cuts.Count > 0;

    /// <summary>How many workers are lost, each at some time.</summary>
    internal int Losses { get; init; }

    /// <summary>How many were.</summary>
    internal int Lost { get; private set; }

    /// <summary>How often a state was gone on from for nothing.</summary>
    internal long Repeated => _ledger.Repeated;

    /// <summary>How many units were given again.</summary>
    internal long GivenAgain => _ledger.GivenAgain;

    /// <summary>How often the search began again.</summary>
    internal int Restarts => _ledger.Restarts;

    /// <summary>Searches to the end.</summary>
    internal ExplorationReport Search()
    {
        while (!_ledger.IsOver) { Move(_random.Below(_workers.Length)); }
        return _ledger.Report();
    }

    private void Count(ulong state, bool isFinished)
    {
        _counted.Add(state);
        if (isFinished) { _finished.Add(state); }
    }

    private void Begin(int at)
    {
        _ledger.Join(at);
        _workers[at] = new(UnitWorker.Make(_setup(), _strategy, _options, new(at, _ledger.Cuts)));
        _workers[at].Worker.Learn(_ledger.Agreed);
    }

    private void Move(int at)
    {
        var worker = _workers[at];
        switch (_random.Below(5))
        {
            case 0 when Lost < Losses && worker.Results.Count + worker.Units.Count > 0:
                Lost++;
                Begin(at);
                break;
            case 1:
                worker.Know(_counted, _finished);
                break;
            case 2 when worker.Units.TryDequeue(out var unit):
                worker.Results.Enqueue(worker.Worker.Do(unit, default));
                break;
            case 3 when worker.Results.TryDequeue(out var result):
                _ledger.Accept(at, result);
                BeginAgain();
                break;
            case 4 when _ledger.HeldBy(at) < 3 && _ledger.Take(at) is { } next:
                worker.Units.Enqueue(next);
                break;
            default:
                break;
        }
    }

    private void BeginAgain()
    {
        if (_restarts == _ledger.Restarts) { return; }
        _restarts = _ledger.Restarts;
        _counted.Clear();
        _finished.Clear();
        for (var at = 0; at < _workers.Length; at++) { Begin(at); }
    }
}
