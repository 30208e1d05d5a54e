using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Sections;

/// <summary>Finds the objects whose address is kept somewhere, so that not every access to them is known.</summary>
internal static class Escapes
{
    /// <summary>Those objects.</summary>
    internal static HashSet<int> Of(IEnumerable<IReadOnlyList<Instruction>> codes, IEnumerable<ObjectPlan> objects)
    {
        HashSet<int> found = [];
        foreach (var word in objects.SelectMany(plan => plan.Initial).Where(Pointers.Is))
        {
            found.Add(Pointers.ObjectOf(word));
        }

        foreach (var code in codes)
        {
            for (var at = 0; at < code.Count; at++)
            {
                if (code[at].Op == Op.Const && Pointers.Is(code[at].Number) && IsKept(code, at))
                {
                    found.Add(Pointers.ObjectOf(code[at].Number));
                }
            }
        }

        return found;
    }

    /// <summary>Whether the address that an instruction computes is used but to access what it points to.</summary>
    private static bool IsKept(IReadOnlyList<Instruction> code, int start)
    {
        var register = code[start].Result;
        for (var at = start + 1; at < code.Count; at++)
        {
            var one = code[at];
            if (one.B == register || one.C == register) { return true; }
            if (one.A == register && KeepsAt(code, at)) { return true; }

            if (one.Result == register) { return false; }
        }

        return false;
    }

    private static bool KeepsAt(IReadOnlyList<Instruction> code, int at) => code[at].Op switch
    {
        Op.Offset or Op.Element => IsKept(code, at),
        Op.Ask => IsOfWaiting(code[at].Access),
        _ => true,
    };

    /// <summary>Whether the object is more than words: it answers when something else happens.</summary>
    private static bool IsOfWaiting(Access access) =>
        access is (> Access.AssertHeld and < Access.XaStore) or > Access.IdaHas
        or Access.ReadLock or Access.TryReadLock or Access.ReadUnlock or Access.Downgrade or Access.TryLock;
}
