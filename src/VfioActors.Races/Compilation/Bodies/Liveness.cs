using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>
/// Which registers matter at the places where a thread waits: all others are forgotten there, so that states that go on
/// alike are alike. Backward data flow, as in any compiler.
/// </summary>
/// <param name="code">The code.</param>
/// <param name="registers">How many registers it has.</param>
internal sealed class Liveness(IReadOnlyList<Instruction> code, int registers)
{
    private const int Bits = 64;

    private readonly int _words = (registers + Bits - 1) / Bits;
    private readonly ulong[] _before = new ulong[(code.Count + 1) * ((registers + Bits - 1) / Bits)];

    /// <summary>For each instruction at which the thread waits, its registers; null for the others.</summary>
    /// <param name="lasting">Registers that always matter.</param>
    internal IReadOnlyList<bool[]?> Of(IEnumerable<int> lasting)
    {
        var always = lasting.ToList();
        var changes = true;
        while (changes)
        {
            changes = false;
            for (var at = code.Count - 1; at >= 0; at--) { changes |= Flow(at); }
        }

        return [.. code.Select((one, at) => one.Waits ? LiveAt(at, always) : null)];
    }

    /// <summary>Whether a register matters before an instruction; ask after <see cref="Of"/>.</summary>
    internal bool IsLive(int at, int register) =>
        (_before[(at * _words) + (register / Bits)] >> register & 1) != 0;

    private bool[] LiveAt(int at, List<int> lasting)
    {
        var live = new bool[registers];
        for (var register = 0; register < registers; register++)
        {
            live[register] = (_before[(at * _words) + (register / Bits)] >> register & 1) != 0;
        }

        foreach (var register in lasting) { live[register] = true; }
        return live;
    }

    private bool Flow(int at)
    {
        var one = code[at];
        var goesOn = one.Op is not (Op.Jump or Op.Halt);
        var jumps = one.Op is Op.Jump or Op.JumpIfZero;
        var changes = false;
        for (var word = 0; word < _words; word++)
        {
            var live = goesOn ? _before[((at + 1) * _words) + word] : 0;
            if (jumps) { live |= _before[(one.Target * _words) + word]; }
            live &= ~BitOf(one.Result, word);
            live |= BitOf(one.A, word) | BitOf(one.B, word) | BitOf(one.C, word);
            ref var known = ref _before[(at * _words) + word];
            changes |= (live & ~known) != 0;
            known |= live;
        }

        return changes;
    }

    private static ulong BitOf(int register, int word) =>
        register / Bits == word && register >= 0 ? 1UL << register : 0;
}
