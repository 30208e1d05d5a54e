using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Replays;

/// <summary>Finds, among the steps that could be next, the one that an older trace means.</summary>
internal sealed class StepSearch
{
    private readonly FittedTrace _fitted;
    private readonly World _world;
    private readonly KnownNames _names;

    /// <summary>What the rest of the trace has: sender, receiver, kind and operation, each with how often.</summary>
    private readonly Dictionary<(string From, string To, string Message, int Operation), int> _left;

    internal StepSearch(FittedTrace fitted, World world, KnownNames names)
    {
        (_fitted, _world, _names) = (fitted, world, names);
        _left = fitted.Trace.Steps.CountBy(KeyOf).ToDictionary();
    }

    /// <summary>A step of the trace has its turn: it is no longer one of the rest.</summary>
    internal void Passed(TraceStep step) => _left[KeyOf(step)]--;

    /// <summary>The step that fits best; null when none does.</summary>
    /// <param name="cause">The step that sent it, by its number now.</param>
    /// <param name="isSame">Whether it has to be the same message, perhaps under other names.</param>
    internal StepFit? Find(TraceStep step, int cause, bool isSame)
    {
        StepFit? best = null;
        foreach (var choice in _world.Enabled)
        {
            if (FitOf(step, choice) is not { } fit || (isSame && !fit.IsSame)) { continue; }
            fit = fit with { IsOtherCause = fit.Now.Cause != cause };
            if (best is null || fit.Distance.CompareTo(best.Value.Distance) < 0) { best = fit; }
        }

        return best;
    }

    /// <summary>
    /// A step that the rest of the trace does not have, for the same operation or actor; null when there is none.
    /// </summary>
    internal Choice? FindMore(TraceStep step)
    {
        _fitted.TryOperation(step.Operation, out var operation);
        foreach (var choice in _world.Enabled)
        {
            var now = TraceRecording.Expected(_world, choice);
            var isNear = operation != TraceStep.NoOperation
                ? now.Operation == operation
                : now.To == _names.ActorOf(step.To);
            if (isNear && !IsLeft(now) && FitOf(step, choice) is null) { return choice; }
        }

        return null;
    }

    /// <summary>A step of any operation that the rest of the trace does not have; null when there is none.</summary>
    internal Choice? FindAnyMore()
    {
        foreach (var choice in _world.Enabled)
        {
            if (!IsLeft(TraceRecording.Expected(_world, choice))) { return choice; }
        }

        return null;
    }

    /// <summary>What could be next, of one operation when there is anything of it.</summary>
    internal string Enabled(int? operation)
    {
        List<TraceStep> all = [];
        foreach (var choice in _world.Enabled) { all.Add(TraceRecording.Expected(_world, choice)); }
        var near = all.Where(one => one.Operation == operation).ToList();
        return string.Join("; ", (near.Count > 0 ? near : all).Select(one => $"{one.From} -> {one}"));
    }

    private bool IsLeft(TraceStep now)
    {
        var (from, to, operation) =
            (_names.ActorBefore(now.From), _names.ActorBefore(now.To), _fitted.OperationBefore(now.Operation));
        return _names.KindsBefore(now.Message).Any(kind => _left.GetValueOrDefault((from, to, kind, operation)) > 0);
    }

    private StepFit? FitOf(TraceStep step, Choice choice)
    {
        var now = TraceRecording.Expected(_world, choice);
        var isThere = _fitted.TryOperation(step.Operation, out var operation) && now.Operation == operation
            && now.Fate == step.Fate && (step.From == TraceStep.Host) == (now.From == TraceStep.Host);
        if (!isThere || !_names.MayBeActor(step.To, now.To) || !_names.MayBeActor(step.From, now.From)) { return null; }
        var (isReceiver, isSender) = (_names.ActorOf(step.To) == now.To, _names.ActorOf(step.From) == now.From);
        var isKind = _names.IsKind(step.Message, now.Message);
        var isHost = step.From == TraceStep.Host;
        if (!isKind && (isHost || !isSender || !_names.MayBeKind(step.Message, now.Message))) { return null; }

        // What the host answers is what the trace is about: another answer is another step.
        var fields = FieldsIn(step, now);
        if (isHost && fields > 0 && !HasSameOption(step, now)) { return null; }
        return new(choice, now, (isReceiver ? 0 : 1) + (isSender ? 0 : 1), fields, !isKind);
    }

    private int FieldsIn(TraceStep step, TraceStep now)
    {
        var known = now.Fields.ToDictionary(field => field.Name, field => field.Value);
        var same = step.Fields.Count(field =>
            known.TryGetValue(field.Name, out var value) && value == Renamed(field.Value));
        return Math.Max(step.Fields.Count, now.Fields.Count) - same;
    }

    /// <summary>A field may be the name of an actor.</summary>
    private TraceValue Renamed(TraceValue value) =>
        value.IsText && _names.ActorOf(value.Text) is { } actor ? TraceValue.Of(actor) : value;

    private static bool HasSameOption(TraceStep step, TraceStep now) =>
        step.Fields.Count > 0 && now.Fields.Count > 0 && step.Fields[^1] == now.Fields[^1];

    private static (string From, string To, string Message, int Operation) KeyOf(TraceStep step) =>
        (step.From, step.To, step.Message, step.Operation);
}
