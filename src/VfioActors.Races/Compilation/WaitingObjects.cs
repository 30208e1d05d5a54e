using VfioActors.Races.Compilation.Bodies;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation;

/// <summary>
/// Which objects somebody may wait for: those with a lock or a queue, and those with a word that is awaited.
/// </summary>
internal static class WaitingObjects
{
    /// <summary>Marks them.</summary>
    internal static void Mark(Unit unit)
    {
        var awaits = unit.Threads.Any(thread => thread.Plan.Code.Any(one =>
            one is { Op: Op.Ask, Access: Access.AwaitChange }));
        foreach (var plan in unit.Symbols.Objects)
        {
            plan.HasWaiters = awaits || plan.Kind is ObjectKind.Interrupts || HasQueue(plan.Type);
        }
    }

    /// <summary>The words of a type that are of a kind.</summary>
    internal static IEnumerable<int> OffsetsOf(RaceType type, SyncKind kind, int start = 0)
    {
        switch (type)
        {
            case RaceType.Sync sync when sync.Kind == kind: return [start];
            case RaceType.Structure { Layout: var layout }:
                return layout.Names.SelectMany(name => layout.TryFind(name, out var field)
                    ? OffsetsOf(field.Type, kind, start + field.Offset)
                    : []);
            case RaceType.Array row:
                return Enumerable.Range(0, row.Length)
                    .SelectMany(at => OffsetsOf(row.Of, kind, start + (at * row.Of.Words)));
            default: return [];
        }
    }

    /// <summary>Whether a word is that of delayed work, which begins with it.</summary>
    internal static bool IsDelayed(RaceType type, int offset) => type switch
    {
        RaceType.Structure { Layout.Name: "delayed_work" } => offset == 0,
        RaceType.Structure { Layout: var layout } => layout.Names.Any(name =>
            layout.TryFind(name, out var field) && offset >= field.Offset
            && offset < field.Offset + field.Type.Words && IsDelayed(field.Type, offset - field.Offset)),
        RaceType.Array row => IsDelayed(row.Of, offset % row.Of.Words),
        _ => false,
    };

    private static bool HasQueue(RaceType type) => type switch
    {
        RaceType.Sync sync => sync.Kind is not (SyncKind.Refcount or SyncKind.Atomic or SyncKind.Atomic64
            or SyncKind.XArray or SyncKind.Ida or SyncKind.RcuHead),
        RaceType.Structure { Layout: var layout } => layout.Names.Any(name =>
            layout.TryFind(name, out var field) && HasQueue(field.Type)),
        RaceType.Array row => HasQueue(row.Of),
        _ => false,
    };
}
