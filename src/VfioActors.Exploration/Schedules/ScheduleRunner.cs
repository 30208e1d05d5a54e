using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Livelocks;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Properties.Standard;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Schedules;

/// <summary>Takes steps in a given order in one world, over and over, and says whether a property is broken.</summary>
internal sealed class ScheduleRunner
{
    private readonly World _world;
    private readonly PropertyChecker _checker;
    private readonly string _property;
    private readonly bool _looksForLivelocks;
    private readonly bool _tellsStatesApart;

    /// <param name="setup">What to run.</param>
    /// <param name="property">The property to look at; others do not count.</param>
    internal ScheduleRunner(Setup setup, string property)
    {
        _property = property;
        _looksForLivelocks = property == NoLivelock.Instance.Name;
        _tellsStatesApart = setup.Scenario.TellsStatesApart;
        _world = setup.MakeWorld();
        _checker = new(_world, setup.Only(property).Properties);
    }

    internal World World => _world;

    /// <summary>
    /// Takes the steps of a schedule as far as they are enabled, passes over the others, and stops where the property
    /// is broken.
    /// </summary>
    /// <param name="completes">Whether to go on after the schedule, with the first enabled step each time, until
    /// rest.</param>
    internal ScheduleOutcome Run(IReadOnlyList<StepKey> schedule, bool completes)
    {
        Begin();
        List<StepKey> taken = [];
        foreach (var key in schedule)
        {
            if (!TryFind(key, out var choice)) { continue; }
            taken.Add(key);
            if (Step(choice) is { } finding) { return new(taken, finding); }
        }

        if (completes && _looksForLivelocks && AtEnd() is { } round) { return new(taken, round); }
        return new(taken, completes ? Complete(taken) : AtEnd());
    }

    /// <summary>
    /// The same to the end, for a schedule in which steps were moved: an operation that comes earlier than it did may
    /// have more to do. What it has to do before its next step, and the schedule does not know of, is done then.
    /// </summary>
    internal ScheduleOutcome RunWithMore(IReadOnlyList<StepKey> schedule)
    {
        Begin();
        var left = schedule.CountBy(key => key).ToDictionary();
        List<StepKey> taken = [];
        foreach (var key in schedule)
        {
            Choice choice;
            while (!TryFind(key, out choice) && TryFindMore(left, key.Operation, out var more))
            {
                taken.Add(_world.KeyOf(more));
                if (Step(more) is { } early) { return new(taken, early); }
            }

            left[key]--;
            if (!TryFind(key, out choice)) { continue; }
            taken.Add(key);
            if (Step(choice) is { } finding) { return new(taken, finding); }
        }

        return new(taken, Complete(taken));
    }

    /// <summary>Takes the steps of a schedule, all of which must be enabled in their order.</summary>
    internal bool TryBegin(IReadOnlyList<StepKey> schedule, int count)
    {
        Begin();
        for (var at = 0; at < count; at++)
        {
            if (!TryFind(schedule[at], out var choice)) { return false; }
            Step(choice);
        }

        return true;
    }

    /// <summary>Takes one step.</summary>
    /// <returns>How the step broke the property; null when it did not.</returns>
    internal Finding? Step(Choice choice)
    {
        _checker.Before(_world, choice);
        _world.Take(choice);
        _checker.After(_world);
        return Found();
    }

    /// <summary>
    /// How the property is broken where the run ends: at rest, or by going round when the property is
    /// <see cref="NoLivelock"/>.
    /// </summary>
    internal Finding? AtEnd()
    {
        if (!_looksForLivelocks || _world.Enabled.Length == 0) { return AtRest(); }
        var reason = EndlessRun.Ended(_world, _tellsStatesApart);
        return reason is null ? null : new(NoLivelock.Instance, ActorId.Nobody, _world.Depth - 1, reason);
    }

    /// <summary>How the property is broken at rest; null when it is not, or the world is not at rest.</summary>
    internal Finding? AtRest()
    {
        if (_world.Enabled.Length > 0 || _world.Crash is not null) { return null; }
        _checker.Rest(_world);
        return Found();
    }

    internal void BackTo(int depth)
    {
        _world.BackTo(depth);
        _checker.BackTo(depth);
    }

    internal bool TryFind(StepKey key, out Choice choice)
    {
        foreach (var candidate in _world.Enabled)
        {
            choice = candidate;
            if (_world.KeyOf(candidate) == key) { return true; }
        }

        choice = default;
        return false;
    }

    /// <summary>
    /// Goes on with the first enabled step each time: to rest, or until states come again: then nothing else follows.
    /// </summary>
    /// <param name="taken">The steps so far; those that are taken are added.</param>
    /// <returns>How the property is broken; null when it is not.</returns>
    private Finding? Complete(List<StepKey> taken)
    {
        RoundWatch watch = new(_world);
        while (_world.Enabled.Length > 0 && _world.Depth < RunLimit.StepsMax)
        {
            taken.Add(_world.KeyOf(_world.Enabled[0]));
            if (Step(_world.Enabled[0]) is { } finding) { return finding; }
            if (!_tellsStatesApart || !watch.Look()) { continue; }
            return _looksForLivelocks ? GoRound(taken, watch.Length) : null;
        }

        return AtEnd();
    }

    /// <summary>
    /// The run goes round: once more, as in another of these states it may also be where it was before that.
    /// </summary>
    private Finding? GoRound(List<StepKey> taken, int length)
    {
        var before = EndlessRun.Fingerprints(_world, 0).Take(_world.Depth - length).ToHashSet();
        for (var left = length; ; left--)
        {
            var isKnown = left < length && !before.Contains(_world.FutureFingerprint);
            if (!isKnown && AtEnd() is { } round) { return round; }
            if (left == 0 || _world.Depth >= RunLimit.StepsMax) { return null; }
            taken.Add(_world.KeyOf(_world.Enabled[0]));
            if (Step(_world.Enabled[0]) is { } finding) { return finding; }
        }
    }

    /// <summary>A step that serves an operation and that the rest of a schedule does not have.</summary>
    private bool TryFindMore(Dictionary<StepKey, int> left, OperationId operation, out Choice more)
    {
        more = default;
        if (operation == OperationId.None || _world.Depth >= Explorer.StepsPerRunMax) { return false; }
        foreach (var choice in _world.Enabled)
        {
            more = choice;
            var key = _world.KeyOf(choice);
            if (key.Operation == operation && left.GetValueOrDefault(key) == 0) { return true; }
        }

        return false;
    }

    private Finding? Found() => _checker.Found.FirstOrDefault(finding => finding.Property.Name == _property);

    private void Begin()
    {
        _world.BackTo(0);
        _checker.BackTo(-1);
    }
}
