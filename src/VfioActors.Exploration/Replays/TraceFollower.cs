using VfioActors.Behaviors;
using VfioActors.Exploration.Livelocks;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Properties.Standard;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Replays;

/// <summary>Takes the steps of an older trace in a world as far as they are there.</summary>
internal sealed class TraceFollower
{
    /// <summary>So many steps that the trace does not have are taken at most for one that it has.</summary>
    private const int MoreMax = 16;

    private readonly FittedTrace _fitted;
    private readonly World _world;
    private readonly PropertyChecker _checker;
    private readonly KnownNames _names;
    private readonly StepSearch _search;
    private readonly List<TraceMove> _moves;
    private readonly SortedDictionary<int, int> _numbers = [];

    internal TraceFollower(FittedTrace fitted)
    {
        _fitted = fitted;
        _world = fitted.Setup.MakeWorld();
        _checker = new(_world, fitted.Setup.Properties);
        _names = new(fitted.Trace, fitted.Setup.Topology);
        _search = new(fitted, _world, _names);
        _moves = [.. fitted.Moves];
    }

    internal World World => _world;

    internal IReadOnlyList<TraceMove> Moves => _moves;

    internal IReadOnlyList<Finding> Findings => [.. _checker.Found];

    internal int Matched { get; private set; }

    internal int Changed { get; private set; }

    internal int Skipped { get; private set; }

    internal int Added { get; private set; }

    internal int Beyond { get; private set; }

    /// <summary>Whether it was the run of the trace, in which nothing moved.</summary>
    internal bool IsExact => Moves.Count == 0 && Beyond == 0;

    /// <summary>The number that a step of the trace has in this run; null when it was not there.</summary>
    internal int? NumberNow(int step) => _numbers.TryGetValue(step, out var now) ? now : null;

    /// <summary>Follows the trace to its end.</summary>
    /// <param name="isEager">
    /// Whether steps that the trace does not have are taken as soon as they are there, not when one that it has needs
    /// them.
    /// </param>
    internal void Follow(bool isEager)
    {
        foreach (var step in _fitted.Trace.Steps)
        {
            if (isEager) { TakeMore(step); }
            _search.Passed(step);
            if (_world.Crash is not null || _world.Depth >= RunLimit.StepsMax) { Skip(step); }
            else if (!_fitted.TryOperation(step.Operation, out _)) { Skip(step); }
            else if (!TryTake(step, isSame: true) && !TryTake(step, isSame: false)) { Skip(step); }
        }
    }

    /// <summary>Goes on behind the end of the trace until rest, the first step each time, and looks there.</summary>
    internal void Rest()
    {
        while (_world.Enabled.Length > 0 && _world.Depth < RunLimit.StepsMax)
        {
            Take(_world.Enabled[0]);
            Beyond++;
        }

        LookAtEnd();
    }

    /// <summary>Looks where the trace ends: at rest, or where it goes round.</summary>
    internal void LookAtEnd()
    {
        if (_world.Enabled.Length == 0 && _world.Crash is null) { _checker.Rest(_world); }
        else if (_fitted.Trace.Header.Violation?.Property == NoLivelock.Instance.Name
            && EndlessRun.Ended(_world, _fitted.Setup.Scenario.TellsStatesApart) is { } reason)
        {
            _checker.Note(new(NoLivelock.Instance, ActorId.Nobody, _world.Depth - 1, reason));
        }
    }

    /// <summary>Takes a step that is there, or will be once what the trace does not have was done for it.</summary>
    private bool TryTake(TraceStep step, bool isSame)
    {
        if (_search.Find(step, NumberOf(step.Cause), isSame) is { } fit)
        {
            Take(step, fit);
            return true;
        }

        var depth = _world.Depth;
        List<TraceStep> more = [];
        while (more.Count < MoreMax && _search.FindMore(step) is { } choice)
        {
            more.Add(TraceRecording.Expected(_world, choice));
            Take(choice);
            if (_world.Crash is not null) { break; }
            if (_search.Find(step, NumberOf(step.Cause), isSame) is not { } later) { continue; }
            Added += more.Count;
            foreach (var added in more) { _moves.Add(new(TraceMoveKind.Added, step.Number, "", Text(added))); }
            Take(step, later);
            return true;
        }

        _world.BackTo(depth);
        _checker.BackTo(depth);
        return false;
    }

    private void TakeMore(TraceStep before)
    {
        for (var more = 0; more < MoreMax && _world.Depth < RunLimit.StepsMax; more++)
        {
            if (_search.FindAnyMore() is not { } choice) { return; }
            _moves.Add(new(TraceMoveKind.Added, before.Number, "", Text(TraceRecording.Expected(_world, choice))));
            Added++;
            Take(choice);
        }
    }

    private void Take(TraceStep step, StepFit fit)
    {
        var now = fit.Now;
        LearnActor(step.Number, step.To, now.To);
        LearnActor(step.Number, step.From, now.From);
        if (!_names.IsKind(step.Message, now.Message))
        {
            _names.LearnKind(step.Message, now.Message);
            _moves.Add(new(TraceMoveKind.Message, step.Number, step.Message, now.Message));
        }

        if (fit.Fields > 0)
        {
            Changed++;
            _moves.Add(new(TraceMoveKind.Fields, step.Number, Text(step), Text(now)));
        }

        _numbers[step.Number] = _world.Depth;
        Matched++;
        Take(fit.Choice);
    }

    private void LearnActor(int step, string was, string now)
    {
        if (_names.ActorOf(was) == now) { return; }
        _names.LearnActor(was, now);
        _moves.Add(new(TraceMoveKind.Actor, step, was, now));
    }

    private void Take(Choice choice)
    {
        _checker.Before(_world, choice);
        _world.Take(choice);
        _checker.After(_world);
    }

    private void Skip(TraceStep step)
    {
        Skipped++;
        _moves.Add(new(TraceMoveKind.Skipped, step.Number, Text(step), _search.Enabled(NumberedOperation(step))));
    }

    private int? NumberedOperation(TraceStep step) =>
        _fitted.TryOperation(step.Operation, out var operation) ? operation : null;

    private int NumberOf(int step) => _numbers.GetValueOrDefault(step, TraceStep.Start);

    private static string Text(TraceStep step) => $"{step.From} -> {step}";
}
