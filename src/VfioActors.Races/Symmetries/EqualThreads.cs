using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Symmetries;

/// <summary>
/// Finds the threads of a file that could change places: those that do the same, where nothing else tells them apart.
/// </summary>
/// <remarks>
/// The program is what is compiled, so it is no matter how it is written. What it asks of the numbers of threads and
/// objects while it runs is another question: <see cref="Packing.IdentityWatch"/>.
/// </remarks>
/// <param name="program">The file.</param>
internal sealed class EqualThreads(RaceProgram program)
{
    /// <summary>The sets, each of two threads or more.</summary>
    internal IReadOnlyList<IReadOnlyList<EqualThread>> Find()
    {
        List<IReadOnlyList<EqualThread>> sets = [];

        // Where threads wait for variables each has a place of its own, and where SRCU calls something a bit.
        if (program.Objects.Any(plan => plan.Name == ObjectPlan.BitWaits
            || plan.Name.StartsWith(ObjectPlan.SrcuCalls, StringComparison.Ordinal)))
        {
            return sets;
        }

        var left = Enumerable.Range(0, program.Threads.Count).Where(MayBeEqual).ToList();
        while (left.Count > 1)
        {
            var first = left[0];
            var matches = left.Skip(1).Select(other => (Thread: other, Match: ThreadMatch.Of(program, first, other)))
                .Where(one => one.Match is not null).ToList();
            left.RemoveAll(thread => thread == first || matches.Exists(one => one.Thread == thread));
            if (matches.Count > 0 && SetOf([.. matches.Select(one => one.Match!)]) is { } set) { sets.Add(set); }
        }

        return sets;
    }

    private bool MayBeEqual(int thread) =>
        program.Threads[thread].Kind is ThreadKind.Cpu or ThreadKind.Irq or ThreadKind.Hardware;

    /// <summary>The threads of a set, the first one in front; null where something tells them apart.</summary>
    private List<EqualThread>? SetOf(IReadOnlyList<ThreadMatch> matches)
    {
        List<EqualThread> set =
        [
            new(Firsts(matches[0].Threads), Firsts(matches[0].Objects), Firsts(matches[0].Lines)),
            .. matches.Select(match =>
                new EqualThread(Others(match.Threads), Others(match.Objects), Others(match.Lines))),
        ];
        return matches.All(match => IsOf(match, set[0])) && IsApart(matches, set) ? set : null;
    }

    private static List<int> Firsts(Pairing pairs) => [.. pairs.Own.Select(pair => pair.One)];

    private static List<int> Others(Pairing pairs) => [.. pairs.Own.Select(pair => pair.Other)];

    /// <summary>Whether the first thread has the same of its own beside each of the others.</summary>
    private static bool IsOf(ThreadMatch match, EqualThread first) =>
        Firsts(match.Threads).SequenceEqual(first.Threads) && Firsts(match.Objects).SequenceEqual(first.Objects)
        && Firsts(match.Lines).SequenceEqual(first.Lines) && !match.Asserted.Overlaps(first.Lines);

    /// <summary>Whether nobody else names what is theirs, and no two of them have anything in common.</summary>
    private bool IsApart(IReadOnlyList<ThreadMatch> matches, List<EqualThread> set)
    {
        List<int> threads = [.. set.SelectMany(one => one.Threads)];
        List<int> objects = [.. set.SelectMany(one => one.Objects)];
        List<int> lines = [.. set.SelectMany(one => one.Lines)];
        var (ownThreads, ownObjects, ownLines) = (threads.ToHashSet(), objects.ToHashSet(), lines.ToHashSet());
        if (ownThreads.Count != threads.Count || ownObjects.Count != objects.Count || ownLines.Count != lines.Count)
        {
            return false;
        }

        if (matches.Any(match => match.Objects.Shared.Any(ownObjects.Contains)
            || match.Lines.Shared.Any(ownLines.Contains)))
        {
            return false;
        }

        var others = Enumerable.Range(0, program.Threads.Count).Where(thread => !ownThreads.Contains(thread));
        return !program.Threads.Any(plan => ownThreads.Contains(plan.Interrupts))
            && others.All(thread => program.Threads[thread].Code.All(one => !ownLines.Contains(one.Line)
                && !Names(one, ownObjects)))
            && program.Claims.All(claim => claim.Code.All(one => !Names(one, ownObjects)))
            && program.Objects.All(plan => plan.Initial.All(word => !PointsTo(word, ownObjects)))
            && program.Workers.All(work => ownObjects.Contains(work.Key.Object) == ownThreads.Contains(work.Value));
    }

    private static bool Names(Instruction one, HashSet<int> objects) =>
        one.Op == Op.Const && PointsTo(one.Number, objects);

    /// <summary>Whether a word is the address of one of some objects, or looks like a thread.</summary>
    private static bool PointsTo(long word, HashSet<int> objects) =>
        Pointers.IsThread(word) || (Pointers.Is(word) && objects.Contains(Pointers.ObjectOf(word)));
}
