using VfioActors.Races.Machines;
using VfioActors.Races.Programs;
using VfioActors.Tracing;

namespace VfioActors.Races.Reports;

/// <summary>A step of a thread at a line of the file.</summary>
/// <param name="Step">The number of the step in its trace; of several at one line the last.</param>
/// <param name="Thread">Whose step.</param>
/// <param name="Line">The line.</param>
/// <param name="Kind">What it does to a lock.</param>
internal sealed record Rung(int Step, string Thread, int Line, RungKind Kind)
{
    private const string Comes = " comes at line ";

    /// <summary>The first of several steps at one line.</summary>
    internal int First { get; init; } = Step;

    /// <summary>The object that it touches.</summary>
    internal string Target { get; init; } = "";

    /// <summary>The word of it.</summary>
    internal string Offset { get; init; } = "";

    /// <summary>What it did, in short.</summary>
    internal string Note { get; init; } = "";

    /// <summary>Whether it enters or leaves a function of which it is claimed who else is not in another.</summary>
    internal bool IsOfBoth { get; init; }

    /// <summary>Whether it begins or ends to read under RCU, as taking and giving back a spinlock does, too.</summary>
    internal bool IsOfReader { get; init; }

    /// <summary>Whether it has to wait.</summary>
    internal bool Waits { get; init; }

    /// <summary>Whether it is refused memory there, or a signal comes.</summary>
    internal bool IsRefused { get; init; }

    /// <summary>
    /// Whether it is no line: the thread lets interrupts come, or goes on after one, or an interrupt waits to come.
    /// </summary>
    internal bool IsPassage { get; init; }

    /// <summary>Whether the thread goes away, so that interrupts may come.</summary>
    internal bool Goes { get; init; }

    /// <summary>The rungs of a step: of a critical section one for each line of it.</summary>
    internal static IEnumerable<Rung> AllOf(TraceStep step, IReadOnlyList<TraceOperation> operations)
    {
        if (Of(step, operations) is not { } whole) { return []; }
        if (step.Message != "Race.Section") { return [whole, .. Coming(step, whole)]; }
        List<Rung> rungs = [whole with { Kind = RungKind.Takes, Note = "" }];
        foreach (var note in step.Notes)
        {
            var colon = note.Text.IndexOf(": ", StringComparison.Ordinal);
            if (colon < 0 || !int.TryParse(note.Text[..colon], out var line)) { continue; }
            var text = note.Text[(colon + 2)..];
            var gives = text.StartsWith("releases", StringComparison.Ordinal);
            rungs.Add(whole with { Line = line, Kind = gives ? RungKind.Gives : RungKind.Plain, Note = text });
        }

        return rungs;
    }

    /// <summary>The interrupt that comes in a step by which it is let come.</summary>
    private static IEnumerable<Rung> Coming(TraceStep step, Rung whole)
    {
        foreach (var note in step.Notes)
        {
            var at = note.Text.IndexOf(Comes, StringComparison.Ordinal);
            if (at < 0 || !int.TryParse(note.Text[(at + Comes.Length)..], out var line)) { continue; }
            yield return new(step.Number, note.Text[..at], line, RungKind.Takes)
            {
                Target = whole.Target,
                Offset = whole.Offset,
            };
        }
    }

    /// <summary>The rung of a step; null when it is at no line.</summary>
    internal static Rung? Of(TraceStep step, IReadOnlyList<TraceOperation> operations)
    {
        var thread = operations.FirstOrDefault(one => one.Id == step.Operation)?.Client;
        var note = step.Notes.Count > 0 ? step.Notes[0].Text : "";
        if (thread is null) { return null; }
        if (FieldOf(step, "Line") is not { } text || !int.TryParse(text, out var line))
        {
            var colon = note.IndexOf(": ", StringComparison.Ordinal);
            return colon > 0 && int.TryParse(note[..colon], out var chosen)
                ? new(step.Number, thread, chosen, RungKind.Plain)
                {
                    Note = note[(colon + 2)..],
                    IsRefused = note.EndsWith($" {TaskBehavior.Refusal}", StringComparison.Ordinal)
                        || note.EndsWith($" {TaskBehavior.SignalComes}", StringComparison.Ordinal)
                        || note.EndsWith($" {TaskBehavior.FatalSignalComes}", StringComparison.Ordinal),
                }
                : null;
        }

        var waits = note.StartsWith("waits", StringComparison.Ordinal);
        return new(step.Number, thread, line, KindOf(step, waits, note))
        {
            Target = step.To,
            Offset = FieldOf(step, "Offset") ?? "",
            Note = note,
            Waits = waits,
            IsOfBoth = FieldOf(step, "Access") is "Enter" or "Leave",
            IsOfReader = FieldOf(step, "Access") is "RcuLock" or "RcuUnlock",
            Goes = FieldOf(step, "Access") == "Retire",
            IsPassage = FieldOf(step, "Access") is "Proceed" or "Retire" || (waits && IsOfInterrupts(step)),
        };
    }

    private static bool IsOfInterrupts(TraceStep step) =>
        step.To.StartsWith(ObjectPlan.InterruptsOf, StringComparison.Ordinal);

    private static RungKind KindOf(TraceStep step, bool waits, string note) => step.Message switch
    {
        _ when FieldOf(step, "Access") is "Proceed" or "Retire" => RungKind.Plain,
        "Race.Lock" when !waits && note.StartsWith("takes", StringComparison.Ordinal) => RungKind.Takes,
        "Race.Unlock" when note.StartsWith("releases", StringComparison.Ordinal) => RungKind.Gives,
        _ => RungKind.Plain,
    };

    private static string? FieldOf(TraceStep step, string name) =>
        step.Fields.Where(field => field.Name == name).Select(field => field.Value.ToString()).FirstOrDefault();
}
