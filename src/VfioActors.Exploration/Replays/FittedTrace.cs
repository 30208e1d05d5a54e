using VfioActors.Exploration.Operations;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Replays;

/// <summary>The header of an older trace, fitted to the scenario as it is now as far as that goes.</summary>
internal sealed class FittedTrace
{
    private readonly SortedDictionary<int, int> _operations = [];
    private readonly SortedDictionary<int, int> _before = [];
    private readonly List<TraceMove> _moves = [];

    private FittedTrace(Trace trace) => Trace = trace;

    internal Trace Trace { get; }

    /// <summary>The scenario, with those operations alone that the trace has.</summary>
    internal Setup Setup { get; private set; } = null!;

    /// <summary>Whether operations that the trace does not have are left out.</summary>
    internal bool LeavesOutNew { get; private set; }

    /// <summary>Whether anything is left out: operations that are new, or what the trace itself left out.</summary>
    internal bool LeavesOutAny => Setup.Arguments.Dropped.Count > 0;

    /// <summary>What moved.</summary>
    internal IReadOnlyList<TraceMove> Moves => _moves;

    /// <summary>Why what the run does not break is no sign that the bug is gone; null when it may be one.</summary>
    internal string? Doubt { get; private set; }

    /// <summary>Fits a trace to a scenario.</summary>
    /// <exception cref="ArgumentException">The scenario cannot be built with what is left of the header.</exception>
    internal static FittedTrace Of(Scenario scenario, Trace trace)
    {
        FittedTrace fitted = new(trace);
        var header = trace.Header;
        var delivery = DeliveryNames.Find(header.Delivery)
            ?? throw new ArgumentException($"there is no delivery '{header.Delivery}'");
        var arguments = ScenarioArguments.Of(scenario, fitted.Parameters(scenario), fitted.Defects(scenario))
            .Asking(header.AsksAll);
        var all = Setup.Of(scenario, arguments, delivery, new(header.Losses, header.Repeats));
        fitted.Setup = all.With(arguments.Without(fitted.Dropped(all)));
        return fitted;
    }

    /// <summary>
    /// The same, with all operations of the scenario: who has no step in the trace comes behind its end.
    /// </summary>
    internal FittedTrace Whole()
    {
        var whole = (FittedTrace)MemberwiseClone();
        whole.Setup = Setup.With(Setup.Arguments.Without([]));
        return whole;
    }

    /// <summary>The number of an operation now; false when it is gone.</summary>
    internal bool TryOperation(int operation, out int now)
    {
        now = operation;
        return operation == TraceStep.NoOperation || _operations.TryGetValue(operation, out now);
    }

    /// <summary>The number that an operation has in the trace; none for those that it does not have.</summary>
    internal int OperationBefore(int now) => _before.GetValueOrDefault(now, TraceStep.NoOperation);

    private List<(string Name, string Value)> Parameters(Scenario scenario)
    {
        List<(string Name, string Value)> kept = [];
        foreach (var (name, value) in Trace.Header.Parameters)
        {
            var known = scenario.Parameters.FirstOrDefault(parameter => parameter.Name == name);
            if (known?.IsValue(value) == true) { kept.Add((name, value)); }
            else { Refuse(name, value, known); }
        }

        foreach (var added in scenario.Parameters.Where(one => Trace.Header.Parameters.All(old => old.Key != one.Name)))
        {
            Move(TraceMoveKind.Parameter, "", $"{added.Name}={added.Default}");
        }

        return kept;
    }

    /// <summary>
    /// A parameter that had another value may have been what the bug was in; but not where only one value is ever
    /// accepted, as of what a file is known by.
    /// </summary>
    private void Refuse(string name, string value, ScenarioParameter? known)
    {
        Move(TraceMoveKind.Parameter, $"{name}={value}", known is null ? "" : $"{name}={known.Default}");
        if (known?.Words.Count != 1) { Doubt ??= $"{name} cannot be {value} any more"; }
    }

    private List<string> Defects(Scenario scenario)
    {
        List<string> kept = [.. Trace.Header.Defects.Where(id => scenario.Defects.Any(known => known.Id == id))];
        foreach (var gone in Trace.Header.Defects.Except(kept))
        {
            Move(TraceMoveKind.Defect, gone, "");
            Doubt = $"the defect {gone} cannot be switched on any more";
        }

        return kept;
    }

    /// <summary>
    /// Finds each operation of the trace among those of now: under its own name, else as the next one of its client,
    /// else with its text in another client. The text may be the line of a file, at which another stands by now.
    /// </summary>
    /// <returns>The operations, and the messages at the start, that are left out.</returns>
    private List<int> Dropped(Setup all)
    {
        var old = Trace.Header.Operations;
        List<ClientOperation> left = [.. all.Operations];
        Match(old, left, (was, now) => was.Client == now.Client && was.Text == now.Text);
        Match(old, left, (was, now) => was.Client == now.Client);
        Match(old, left, (was, now) => was.Text == now.Text);
        var dropped = Trace.Header.Dropped.ToHashSet();
        foreach (var was in old.Where(one => !_operations.ContainsKey(one.Id)))
        {
            Move(TraceMoveKind.Operation, $"{was.Client} {was.Text}", "");
            if (!dropped.Contains(was.Id)) { Doubt ??= $"{was.Client} has no {was.Text} any more"; }
        }

        LeavesOutNew = left.Any(one => !one.Stays);
        foreach (var added in left) { Move(TraceMoveKind.Operation, "", $"{added.Client} {added.Text}"); }
        var told = dropped.Where(id => id > old.Count).Select(id => id - old.Count + all.Operations.Count);
        return
        [
            .. left.Select(one => one.Id.Value),
            .. dropped.Where(_operations.ContainsKey).Select(id => _operations[id]),
            .. told.Where(id => id <= all.Operations.Count + all.Told.Count),
        ];
    }

    private void Match(
        IReadOnlyList<TraceOperation> old,
        List<ClientOperation> left,
        Func<TraceOperation, ClientOperation, bool> fits)
    {
        foreach (var was in old.Where(one => !_operations.ContainsKey(one.Id)))
        {
            if (left.Find(one => fits(was, one)) is not { } now) { continue; }
            left.Remove(now);
            _operations[was.Id] = now.Id.Value;
            _before[now.Id.Value] = was.Id;
            if (was.Client == now.Client && was.Text == now.Text) { continue; }
            Move(TraceMoveKind.Operation, $"{was.Client} {was.Text}", $"{now.Client} {now.Text}");
        }
    }

    private void Move(TraceMoveKind kind, string was, string now) => _moves.Add(new(kind, null, was, now));
}
