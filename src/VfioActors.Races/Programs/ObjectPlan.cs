namespace VfioActors.Races.Programs;

/// <summary>A shared object: a variable, or what an allocation gives.</summary>
/// <param name="Name">What people call it, such as <c>dev</c> or <c>dev#1</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="Kind">What sort of object.</param>
/// <param name="Line">Where it is declared or allocated.</param>
internal sealed record ObjectPlan(string Name, RaceType Type, ObjectKind Kind, int Line)
{
    /// <summary>What the names of objects of interrupts begin with; the thread follows.</summary>
    internal const string InterruptsOf = "irqs-of-";

    /// <summary>What the names of tasks begin with; the thread follows.</summary>
    internal const string TaskOf = "task-of-";

    /// <summary>The name of the object in which threads wait for variables and bits, a word for each.</summary>
    internal const string BitWaits = "bit-waits";

    /// <summary>What the names of objects begin with that know under which SRCU a thread calls something.</summary>
    internal const string SrcuCalls = "called-under-";

    /// <summary>What its words start with.</summary>
    internal long[] Initial { get; init; } = new long[Math.Max(1, Type.Words)];

    /// <summary>Of a lock that owns what it protects: those objects, each with the word at which it begins.</summary>
    internal IReadOnlyList<(int Start, ObjectPlan Part)> Parts { get; init; } = [];

    /// <summary>
    /// The thread that allocates it, and with the how manieth allocation of its place; -1 for nobody.
    /// </summary>
    internal (int Thread, int Counter, int Place) Allocated { get; init; } = (-1, -1, 0);

    /// <summary>Whether it is of a kmem_cache that counts what it has given out.</summary>
    internal bool IsCounted { get; init; }

    /// <summary>Whether somebody may wait for a word of it.</summary>
    internal bool HasWaiters { get; set; }

    /// <summary>What people call a word of it.</summary>
    internal string NameAt(int offset)
    {
        foreach (var (start, part) in Parts)
        {
            if (offset >= start && offset < start + part.Type.Words) { return part.NameAt(offset - start); }
        }

        var inside = StructureLayout.Inside(Type, offset);
        return Kind == ObjectKind.Heap ? $"{Name}{inside.Replace(".", "->", StringComparison.Ordinal)}" : Name + inside;
    }
}
