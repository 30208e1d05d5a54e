using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Ids;

/// <summary>
/// Uses of an id in the critical section that freed it, such as an entry that is cleared next: nobody else can have got
/// the id before the lock is given back, so they are no faults.
/// </summary>
internal static class LockedIds
{
    /// <summary>The code without the steps that look at such uses.</summary>
    internal static IReadOnlyList<Instruction> LeftOut(IReadOnlyList<Instruction> code)
    {
        SortedSet<int> uses = [];
        for (var at = 0; at < code.Count; at++)
        {
            if (code[at] is { Op: Op.Ask, Access: Access.IdaFree }) { uses.UnionWith(After(code, at)); }
        }

        return uses.Count == 0
            ? code
            : [.. code.Select((one, at) => uses.Contains(at)
                ? new Instruction(Op.Const, one.Line) { Result = one.Result }
                : one)];
    }

    /// <summary>The uses that come before the lock is given back; none where no lock is.</summary>
    private static SortedSet<int> After(IReadOnlyList<Instruction> code, int start)
    {
        SortedSet<int> uses = [];
        SortedSet<int> known = [];
        var isLocked = false;
        Stack<int> open = new([start + 1]);
        while (open.TryPop(out var at))
        {
            if (at >= code.Count || !known.Add(at)) { continue; }
            var one = code[at];
            var access = one.Op == Op.Ask ? one.Access : default;
            isLocked |= access is Access.Unlock or Access.ReadUnlock;
            if (access is Access.Unlock or Access.ReadUnlock or Access.Lock or Access.ReadLock) { continue; }
            if (access == Access.IdaUse) { uses.Add(at); }
            if (one.Op is Op.Jump or Op.JumpIfZero) { open.Push(one.Target); }
            if (one.Op is not (Op.Jump or Op.Halt)) { open.Push(at + 1); }
        }

        return isLocked ? uses : [];
    }
}
