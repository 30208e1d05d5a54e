using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Symmetries;
using VfioActors.Races.Packing;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Symmetries;

/// <summary>Says of a file which of its threads could change places.</summary>
internal static class RaceSymmetry
{
    /// <summary>Says it to whoever builds the scenario.</summary>
    /// <returns>Whom to tell what is asked of threads and addresses; null where no two threads are equal.</returns>
    internal static IdentityWatch? Declare(ScenarioBuilder builder, RaceProgram program)
    {
        var sets = new EqualThreads(program).Find();
        if (sets.Count == 0) { return null; }
        List<EqualThread> all = [.. sets.SelectMany(set => set)];
        IdentityWatch watch = new(
            all.SelectMany(one => one.Objects).ToHashSet(), all.SelectMany(one => one.Threads).ToHashSet());
        foreach (var set in sets)
        {
            builder.Interchangeable(set.Select(one => MemberOf(program, one)), () => watch.Objection);
        }

        return watch;
    }

    /// <summary>A thread with what it begins, its objects and its lines.</summary>
    private static SymmetryMember MemberOf(RaceProgram program, EqualThread equal)
    {
        var thread = equal.Threads[0];
        var member = SymmetryMember.Of(new(thread + 1)).With(new ThreadNumber(thread));
        foreach (var begun in equal.Threads.Skip(1))
        {
            member.With(new ActorId(begun + 1)).With(new OperationId(begun + 1)).With(new ThreadNumber(begun));
        }

        foreach (var place in equal.Objects)
        {
            member.With(new ActorId(program.Threads.Count + place + 1)).With(new ObjectNumber(place));
        }

        foreach (var line in equal.Lines) { member.With(new LineNumber(line)); }
        return member;
    }
}
