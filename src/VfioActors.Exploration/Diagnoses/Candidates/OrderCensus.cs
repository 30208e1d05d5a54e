using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Diagnoses.Candidates;

/// <summary>
/// Takes the different orders of what is left of a failure, within a bound that does not depend on the clock, and
/// counts which of them break the property. Those with other answers of the host do not count.
/// </summary>
internal sealed class OrderCensus
{
    private const long DeliveriesMax = 200_000;

    /// <summary>A run with more steps may have no end: then nothing is said of all orders.</summary>
    internal const int StepsPerRunMax = 1_000;

    private readonly Candidate _candidate;
    private readonly StepPair? _pair;
    private readonly HostAnswers _answers;
    private readonly World _world;
    private readonly PropertyChecker _checker;
    private readonly IStrategy _strategy;
    private long _deliveries;

    private OrderCensus(Candidate candidate, StepPair? pair)
    {
        (_candidate, _pair, _answers) = (candidate, pair, new HostAnswers(candidate.Schedule));
        _world = candidate.Setup.MakeWorld();
        _checker = new(_world, candidate.Setup.Properties);
        _strategy = BoundedSearch.EveryOrder(candidate.Setup);
    }

    /// <summary>Whether no order is left that differs from those that were taken.</summary>
    internal bool IsComplete { get; private set; }

    /// <summary>How many different orders were taken.</summary>
    internal long Orders { get; private set; }

    /// <summary>How many of them break the property.</summary>
    internal long Broken { get; private set; }

    /// <summary>In how many the pair is swapped.</summary>
    internal long Swapped { get; private set; }

    /// <summary>How many of these break this property or any other.</summary>
    internal long SwappedAndBroken { get; private set; }

    /// <summary>How many break the property without either step of the pair.</summary>
    internal long BrokenWithoutPair { get; private set; }

    /// <summary>Counts.</summary>
    /// <param name="pair">The pair to look at; null when there is none.</param>
    internal static OrderCensus Of(Candidate candidate, StepPair? pair)
    {
        OrderCensus census = new(candidate, pair);
        census.Count();
        return census;
    }

    private void Count()
    {
        for (var run = 0L; _deliveries < DeliveriesMax; run++)
        {
            if (_strategy.Begin(_world, run) is not { } start)
            {
                IsComplete = true;
                return;
            }

            if (start.IsRestart) { Forget(); }
            _world.BackTo(start.Depth);
            _checker.BackTo(start.Depth);
            var ends = Run();
            _strategy.Finish(_world);
            if (ends) { Note(); }
        }
    }

    /// <summary>One run to its end.</summary>
    /// <returns>False when it was left on the way.</returns>
    private bool Run()
    {
        while (true)
        {
            _candidate.LeaveWhenEnough();
            var decision = _strategy.Choose(new(_world));
            if (_world.Enabled.Length == 0)
            {
                if (_world.Crash is null) { _checker.Rest(_world); }
                return true;
            }

            if (_world.Depth >= StepsPerRunMax) { _deliveries = DeliveriesMax; }
            if (_deliveries >= DeliveriesMax || decision.Kind != DecisionKind.GoOn) { return false; }
            _checker.Before(_world, decision.Next);
            _world.Take(decision.Next);
            _deliveries++;
            _checker.After(_world);
        }
    }

    private void Note()
    {
        var order = new StepKey[_world.Depth];
        for (var step = 0; step < order.Length; step++) { order[step] = _world.KeyAt(step); }
        if (!order.All(_answers.Agree)) { return; }
        var broken = _checker.Found.Any(finding => finding.Property.Name == _candidate.Property);
        Orders++;
        if (broken) { Broken++; }
        if (_pair is not { } pair) { return; }
        var opposite = pair.IsOppositeIn(_candidate.Schedule, order);
        if (opposite is null && broken) { BrokenWithoutPair++; }
        if (opposite is not true) { return; }
        Swapped++;
        if (_checker.Found.Count > 0) { SwappedAndBroken++; }
    }

    private void Forget() => (Orders, Broken, Swapped, SwappedAndBroken, BrokenWithoutPair) = (0, 0, 0, 0, 0);
}
