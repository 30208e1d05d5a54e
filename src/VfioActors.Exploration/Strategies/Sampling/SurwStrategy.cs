using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Strategies.Selections;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies.Sampling;

/// <summary>
/// Selectively uniform random walk: each run selects one actor or one client operation, and draws the order of its
/// steps, as far as they come from different channels, with equal chance for each order. For that it must know how many
/// steps each channel has, which trial runs tell.
/// </summary>
/// <remarks>
/// Zhao, Wolff, Mathur, Roychoudhury, "Selectively Uniform Concurrency Testing", ASPLOS 2025. The channel of the next
/// selected step is drawn by what is left of each; until it comes, selected steps of other channels wait, and among all
/// that do not wait one is drawn by what is left of its channel. Departs: channels stand for threads; a channel's count
/// has nothing of what its messages lead to; counts are means of 16 trial runs, of those that do not crash where
/// there is one, so orders are alike only where counts are the same in every run; a channel that has more than that, or
/// that no trial run met, weighs as little as a sixteenth of a message while it has one, and the draw is made anew at
/// each step that it waits; when all that could be next waits, one of them is drawn by what is left of its channel; an
/// option of the host is drawn alike.
/// </remarks>
public sealed class SurwStrategy(long seed) : IStrategy
{
    private const int Trials = 16;

    private const int NotDrawn = -1;

    private readonly SeededRandom _random = new(seed);
    private readonly StepProfile _profile = new();
    private readonly List<Choice> _candidates = [];
    private IReadOnlyList<IReadOnlyList<Selection>>? _selections;
    private Selection? _selected;

    /// <summary>The weight of one message: how many trial runs were counted.</summary>
    private int _message;

    private int _intended;

    /// <inheritdoc/>
    public StrategyTraits Traits { get; } = new("surw");

    /// <inheritdoc/>
    public RunStart? Begin(World world, long run)
    {
        _selections ??= Profiled(world);
        _random.Reset(seed, run);
        _profile.All.Refill();
        _selected = null;
        _intended = NotDrawn;
        if (_selections.Count > 0)
        {
            var alike = _selections[_random.Below(_selections.Count)];
            _selected = alike[_random.Below(alike.Count)];
            _selected.Weights.Refill();
        }

        return new(0);
    }

    /// <inheritdoc/>
    public Decision Choose(RunView run)
    {
        if (run.Enabled.Length == 0) { return Decision.Rest; }
        var weights = _profile.All;
        _intended = Intended(run);
        Gather(run, waits: false);
        if (_candidates.Count == 0)
        {
            Gather(run, waits: true);
            weights = _selected!.Weights;
        }

        var choice = Drawn(weights);
        if (IsSelected(run, choice))
        {
            _selected!.Weights.Spend(choice.Channel, _message);
            _intended = NotDrawn;
        }

        _profile.All.Spend(choice.Channel, _message);
        return Decision.Take(choice);
    }

    private bool IsSelected(RunView run, Choice choice) =>
        _selected is not null
        && (_selected.IsOfOperation
            ? _selected.Has(run.World.Message(choice).Operation)
            : _selected.Has(choice.Receiver));

    /// <summary>
    /// Draws the channel of the next selected step, as soon as there is one; again only while a channel waits of which
    /// nothing is left.
    /// </summary>
    private int Intended(RunView run)
    {
        var isThere = false;
        List<int>? unmet = null;
        foreach (var candidate in run.Enabled)
        {
            if (!IsSelected(run, candidate)) { continue; }
            isThere = true;
            if (candidate.Channel == _intended || _selected!.Weights.LeftOf(candidate.Channel) > 0) { continue; }
            unmet ??= [];
            if (!unmet.Contains(candidate.Channel)) { unmet.Add(candidate.Channel); }
        }

        if (!isThere || (_intended != NotDrawn && unmet is null)) { return _intended; }
        var left = _selected!.Weights.Left;
        var drawn = _random.Below(left + (unmet?.Count ?? 0));
        return drawn < left ? _selected.Weights.At(drawn) : unmet![drawn - left];
    }

    /// <summary>Keeps the steps that wait, or those that do not.</summary>
    private void Gather(RunView run, bool waits)
    {
        _candidates.Clear();
        foreach (var candidate in run.Enabled)
        {
            var isWaiting = candidate.Channel != _intended && IsSelected(run, candidate);
            if (isWaiting == waits) { _candidates.Add(candidate); }
        }
    }

    /// <summary>Draws a channel by its weight, which is at least one, then one of its options.</summary>
    private Choice Drawn(ChannelWeights weights)
    {
        var sum = 0;
        for (var place = 0; place < _candidates.Count; place++) { sum += WeightAt(place, weights); }
        var drawn = _random.Below(sum);
        var first = 0;
        while (drawn >= WeightAt(first, weights)) { drawn -= WeightAt(first++, weights); }
        var options = 1;
        while (first + options < _candidates.Count
            && _candidates[first + options].Channel == _candidates[first].Channel)
        {
            options++;
        }

        return _candidates[options == 1 ? first : first + _random.Below(options)];
    }

    /// <summary>The weight of a channel is that of its first option; the others follow it and have none.</summary>
    private int WeightAt(int place, ChannelWeights weights)
    {
        var channel = _candidates[place].Channel;
        return place > 0 && _candidates[place - 1].Channel == channel ? 0 : Math.Max(1, weights.LeftOf(channel));
    }

    /// <summary>Counts trial runs; a run that a crash ends says too little, and counts only when all are so.</summary>
    private IReadOnlyList<IReadOnlyList<Selection>> Profiled(World world)
    {
        List<List<(Choice Choice, OperationId Operation)>> whole = [];
        List<List<(Choice Choice, OperationId Operation)>> cut = [];
        for (var trial = 0; trial < Trials; trial++)
        {
            List<(Choice Choice, OperationId Operation)> steps = [];
            var crashed = false;
            TrialRuns.Run(world, trial, step =>
            {
                steps.Add((world.ChoiceAt(step), world.Step(step).Operation));
                crashed = world.Crash is not null;
            });
            (crashed ? cut : whole).Add(steps);
        }

        var counted = whole.Count > 0 ? whole : cut;
        _message = counted.Count;
        foreach (var (choice, operation) in counted.SelectMany(steps => steps))
        {
            _profile.Count(choice.Channel, choice.Receiver, operation);
        }

        return _profile.Selections();
    }
}
