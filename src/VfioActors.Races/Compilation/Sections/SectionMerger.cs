using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Sections;

/// <summary>
/// Gives locks what they protect: the objects become words of the lock, and critical sections become messages to it.
/// </summary>
internal static class SectionMerger
{
    /// <summary>The program with sections of one step, where that changes nothing that anybody can see.</summary>
    internal static RaceProgram Merge(RaceProgram program)
    {
        var looked = program.Claims.Where(claim => claim.Kind != "finally").SelectMany(claim => claim.Code)
            .Where(one => one.Op == Op.Const && Pointers.Is(one.Number)).Select(one => Pointers.ObjectOf(one.Number))
            .ToHashSet();
        SectionFinder finder = new(program.Threads, program.Objects, looked);
        var owned = finder.Owned();
        if (owned.Count == 0) { return program; }
        SortedDictionary<int, (int Object, int Start)> moved = [];
        var objects = program.Objects.ToArray();
        foreach (var (place, own) in owned) { objects[place] = Joined(objects, place, own, moved); }
        var threads = program.Threads.Select((plan, at) => plan with
        {
            Code = Moved(WithoutReaders(plan.Code, owned), moved),
            Sections = SectionsOf(finder, owned, at),
        });
        return program with
        {
            Objects = objects,
            Threads = [.. threads],
            Claims = [.. program.Claims.Select(claim => claim with { Code = Moved(claim.Code, moved) })],
        };
    }

    /// <summary>In a section of one step nothing can end that a grace period waits for.</summary>
    private static IReadOnlyList<Instruction> WithoutReaders(
        IReadOnlyList<Instruction> code, SortedDictionary<int, IReadOnlyList<int>> owned) =>
    [
        .. code.Select((one, at) =>
            one.Around >= 0 && owned.ContainsKey(ThreadFacts.ObjectOf(code, one.Around, at))
                ? new Instruction(Op.Const, one.Line) { Result = one.Result }
                : one),
    ];

    private static SortedDictionary<int, Section> SectionsOf(
        SectionFinder finder, SortedDictionary<int, IReadOnlyList<int>> owned, int thread)
    {
        SortedDictionary<int, Section> sections = [];
        foreach (var (place, own) in owned)
        {
            foreach (var (of, section) in finder.Sections(place, own.ToHashSet()))
            {
                if (of == thread && section is not null) { sections[section.Start] = section; }
            }
        }

        return sections;
    }

    /// <summary>A lock with what it owns behind it.</summary>
    private static ObjectPlan Joined(
        ObjectPlan[] objects, int place, IReadOnlyList<int> own,
        SortedDictionary<int, (int Object, int Start)> moved)
    {
        StructureLayout layout = new(objects[place].Name);
        List<(int, ObjectPlan)> parts = [(0, objects[place])];
        List<long> initial = [0];
        layout.TryAdd("lock", objects[place].Type);
        foreach (var part in own)
        {
            moved[part] = (place, layout.Words);
            parts.Add((layout.Words, objects[part]));
            initial.AddRange(objects[part].Initial);
            layout.TryAdd($"{part}", objects[part].Type);
        }

        return objects[place] with
        {
            Type = new RaceType.Structure(layout),
            Parts = parts,
            Initial = [.. initial],
            HasWaiters = false,
        };
    }

    private static IReadOnlyList<Instruction> Moved(
        IReadOnlyList<Instruction> code, SortedDictionary<int, (int Object, int Start)> moved) =>
    [
        .. code.Select(one => one.Op == Op.Const && Pointers.Is(one.Number)
            && moved.TryGetValue(Pointers.ObjectOf(one.Number), out var to)
                ? one with { Number = Pointers.To(to.Object, to.Start + Pointers.OffsetOf(one.Number)) }
                : one),
    ];
}
