using VfioActors.Races.Claims;
using VfioActors.Races.Machines;
using VfioActors.Races.Programs;
using VfioActors.Tracing;

namespace VfioActors.Races.Reports;

/// <summary>
/// The steps of a trace that matter: those at what several threads touch, those that take, give back or wait for
/// something, and those that the explanation names. Of the others it is known where they were.
/// </summary>
internal sealed class RungList
{
    /// <summary>The name of the thread that runs before all others, which is never shown.</summary>
    private const string Init = "init";

    private RungList(IReadOnlyList<Rung?> rungs, IReadOnlyList<string> threads) => (All, Threads) = (rungs, threads);

    /// <summary>The rungs in order; null where some were left out.</summary>
    internal IReadOnlyList<Rung?> All { get; }

    /// <summary>The threads that are shown, in the order of the file.</summary>
    internal IReadOnlyList<string> Threads { get; }

    /// <summary>The line of the first queue whose work is all on one processor, where that matters; else 0.</summary>
    internal static int QueueOnOneProcessor(Trace trace) => trace.Steps
        .SelectMany(step => Rung.AllOf(step, trace.Header.Operations))
        .FirstOrDefault(rung => rung.Note == TaskBehavior.OnOneProcessor)?.Line ?? 0;

    /// <summary>The rungs of a trace.</summary>
    internal static RungList Of(Trace trace)
    {
        var operations = trace.Header.Operations;
        HashSet<int> meant = [.. Named(trace.Header.Violation)];
        HashSet<int> named = [.. meant.Select(step => StepShown(trace, step))];
        List<Rung> all =
        [
            .. trace.Steps.SelectMany(step => Rung.AllOf(step, operations))
                .Where(rung => rung.Thread != Init && (!rung.IsPassage
                    || (meant.Contains(rung.Step) && StepShown(trace, rung.Step) == rung.Step))),
        ];
        var targets = all.GroupBy(rung => rung.Target)
            .Where(group => group.Select(rung => rung.Thread).Distinct().Count() > 1)
            .ToDictionary(group => group.Key, Shared);
        var isOfBoth = trace.Header.Violation?.Property == nameof(Fault.NeverBoth);
        List<Rung?> shown = [];
        foreach (var rung in all)
        {
            if (!IsShown(rung, named, targets) && !(isOfBoth && rung.IsOfBoth))
            {
                if (shown.Count > 0 && shown[^1] is not null) { shown.Add(null); }
            }
            else if (shown.Count > 0 && shown[^1] is { } last && IsSame(last, rung))
            {
                shown[^1] = rung with
                {
                    First = last.First,
                    Note = last.IsRefused ? last.Note : rung.Note,
                    IsRefused = last.IsRefused || rung.IsRefused,
                };
            }
            else if (shown.Count > 0 && shown[^1] is { } other && IsOfOneLock(other, rung))
            {
                shown[^1] = (rung.IsOfReader ? other : rung) with { First = other.First, Step = rung.Step };
            }
            else
            {
                shown.Add(rung);
            }
        }

        Fold(shown);
        var threads = operations.Select(one => one.Client)
            .Where(thread => shown.Exists(rung => rung?.Thread == thread)).Distinct();
        return new(shown, [.. threads]);
    }

    /// <summary>
    /// What a thread takes and gives back in one line, while nobody else does anything, is one rung: so are the steps
    /// of a function that the language brings.
    /// </summary>
    private static void Fold(List<Rung?> shown)
    {
        for (var at = 0; at < shown.Count; at++)
        {
            if (shown[at] is not { Kind: RungKind.Takes, Waits: false } first) { continue; }
            var (end, depth) = (at, 0);
            for (; end < shown.Count; end++)
            {
                if (shown[end] is not { } rung) { continue; }
                if (rung.Thread != first.Thread || rung.Line != first.Line || rung.Waits) { break; }
                depth += rung.Kind switch { RungKind.Takes => 1, RungKind.Gives => -1, _ => 0 };
                if (depth == 0) { break; }
            }

            if (depth != 0 || end >= shown.Count) { continue; }
            var refused = shown.GetRange(at, end - at).Find(rung => rung is { IsRefused: true });
            shown[at] = first with
            {
                Kind = RungKind.Plain,
                Note = refused?.Note ?? "",
                IsRefused = refused is not null,
                Step = shown[end]!.Step,
            };
            shown.RemoveRange(at + 1, end - at);
        }
    }

    /// <summary>Whether what is broken is before any thread has taken a step.</summary>
    internal static bool IsBrokenAtStart(Trace trace) =>
        trace.Header.Violation is { } violation
        && violation.Property.StartsWith(AlwaysClaim.Prefix, StringComparison.Ordinal)
        && (violation.Refutation.EndsWith(AlwaysClaim.AtStart, StringComparison.Ordinal)
            || trace.Steps.TakeWhile(step => step.Number <= violation.Step).All(step => IsOfInit(trace, step)));

    private static bool IsOfInit(Trace trace, TraceStep step) =>
        trace.Header.Operations.FirstOrDefault(one => one.Id == step.Operation)?.Client == Init;

    /// <summary>The rung of a step, shown or not; null when it is at no line.</summary>
    internal static Rung? At(Trace trace, int step)
    {
        if (step < 0 || step >= trace.Steps.Count) { return null; }
        var operations = trace.Header.Operations;
        return Rung.Of(trace.Steps[step], operations) is { IsPassage: true, Waits: true }
            && StepShown(trace, step) is var shown && shown != step
                ? Rung.AllOf(trace.Steps[shown], operations).LastOrDefault()
                : Rung.Of(trace.Steps[StepShown(trace, step)], operations);
    }

    /// <summary>
    /// The step that is shown for another: for one in which a thread asks to go on between interrupts that with which
    /// it goes on, for one in which it goes away the last before, and for one in which an interrupt waits to come that
    /// in which it comes. Any other step stands for itself.
    /// </summary>
    internal static int StepShown(Trace trace, int step)
    {
        var operations = trace.Header.Operations;
        if (step < 0 || step >= trace.Steps.Count) { return step; }
        if (Rung.Of(trace.Steps[step], operations) is not { IsPassage: true } passage) { return step; }
        var by = passage.Goes ? -1 : 1;
        for (var at = step + by; at >= 0 && at < trace.Steps.Count; at += by)
        {
            if (Rung.AllOf(trace.Steps[at], operations)
                .Any(rung => rung.Thread == passage.Thread && !rung.IsPassage))
            {
                return at;
            }
        }

        return step;
    }

    private static IEnumerable<int> Named(TraceViolation? violation)
    {
        if (violation is null) { yield break; }
        yield return violation.Step;
        if (violation.Doomed is { } doomed) { yield return doomed; }
        if (violation.Race is not { } race) { yield break; }
        yield return race.First;
        yield return race.Second;
    }

    /// <summary>The words of an object that several threads touch; a star when one of them frees it.</summary>
    private static HashSet<string> Shared(IGrouping<string, Rung> group)
    {
        HashSet<string> words =
        [
            .. group.GroupBy(rung => rung.Offset)
                .Where(word => word.Select(rung => rung.Thread).Distinct().Count() > 1).Select(word => word.Key),
        ];
        if (group.Any(rung => rung.Note.StartsWith("frees", StringComparison.Ordinal))) { words.Add("*"); }
        return words;
    }

    private static bool IsShown(Rung rung, HashSet<int> named, Dictionary<string, HashSet<string>> targets) =>
        rung.Kind != RungKind.Plain || rung.Waits || rung.Offset.Length == 0 || named.Contains(rung.Step)
        || rung.Target.Length == 0
        || (targets.TryGetValue(rung.Target, out var words) && (words.Contains(rung.Offset) || words.Contains("*")));

    /// <summary>Whether both steps are one line that takes a spinlock, or gives one back.</summary>
    private static bool IsOfOneLock(Rung last, Rung rung) =>
        last.Thread == rung.Thread && last.Line == rung.Line && !last.Waits && !rung.Waits
        && last.IsOfReader != rung.IsOfReader
        && (last.IsOfReader ? rung : last).Kind is RungKind.Takes or RungKind.Gives;

    private static bool IsSame(Rung last, Rung rung) =>
        last.Thread == rung.Thread && last.Line == rung.Line && last.Kind == RungKind.Plain && !last.Waits
        && rung.Kind == RungKind.Plain;
}
