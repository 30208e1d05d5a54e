using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Sections;

/// <summary>
/// What is known of the code of a thread before it runs: which objects it names, and which locks it holds.
/// </summary>
internal sealed class ThreadFacts
{
    private readonly IReadOnlyList<Instruction> _code;
    private readonly ulong[] _held;

    /// <param name="code">The code.</param>
    /// <param name="locks">The locks that are followed, each with its bit.</param>
    internal ThreadFacts(IReadOnlyList<Instruction> code, IReadOnlyDictionary<int, int> locks)
    {
        _code = code;
        _held = new ulong[code.Count];
        Array.Fill(_held, ulong.MaxValue);
        if (code.Count > 0) { _held[0] = 0; }
        var changes = true;
        while (changes)
        {
            changes = false;
            for (var at = 0; at < code.Count; at++) { changes |= Flow(at, locks); }
        }
    }

    /// <summary>
    /// The locks that are held whenever an instruction is come to, as bits; all for one that never is.
    /// </summary>
    internal ulong HeldAt(int at) => _held[at];

    /// <summary>The object that an access is to; -1 when it is not known beforehand.</summary>
    internal int ObjectAt(int at) => ObjectOf(_code, _code[at].A, at);

    /// <summary>
    /// The object to which a register points: by the nearest instruction before that wrote it, as registers of
    /// expressions are written once before they are read.
    /// </summary>
    internal static int ObjectOf(IReadOnlyList<Instruction> code, int register, int before)
    {
        for (var at = before - 1; at >= 0; at--)
        {
            var one = code[at];
            if (one.Result != register) { continue; }
            if (one.Op == Op.Const && Pointers.Is(one.Number)) { return Pointers.ObjectOf(one.Number); }
            return one.Op is Op.Offset or Op.Element ? ObjectOf(code, one.A, at) : -1;
        }

        return -1;
    }

    private bool Flow(int at, IReadOnlyDictionary<int, int> locks)
    {
        var one = _code[at];
        var held = _held[at];
        if (one.Op == Op.Ask && one.Access is Access.Lock or Access.Unlock
            && locks.TryGetValue(ObjectAt(at), out var bit))
        {
            held = one.Access == Access.Lock ? held | (1UL << bit) : held & ~(1UL << bit);
        }

        var changes = false;
        if (one.Op is Op.Jump or Op.JumpIfZero) { changes |= Meet(one.Target, held); }
        if (one.Op is not (Op.Jump or Op.Halt)) { changes |= Meet(at + 1, held); }
        return changes;
    }

    private bool Meet(int at, ulong held)
    {
        if (at >= _held.Length || (_held[at] & held) == _held[at]) { return false; }
        _held[at] &= held;
        return true;
    }
}
