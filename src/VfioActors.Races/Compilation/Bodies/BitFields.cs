using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>
/// Reads and writes bit fields. Those that stand beside each other are one memory location, C11 3.14: to write one is
/// to read the word and to write it back, with what others wrote meanwhile to its neighbours undone.
/// </summary>
/// <param name="code">The code so far.</param>
internal sealed class BitFields(CodeBuffer code)
{
    /// <summary>Reads one.</summary>
    internal Operand Load(int address, RaceType.BitField field) =>
        new(Cut(code.Binary(Operator.ShiftRight, code.Ask(Access.Read, address), Shift(field)), field), field.Value);

    /// <summary>Writes one, and leaves the others of its word as they were read.</summary>
    internal void Store(int address, RaceType.BitField field, Operand value)
    {
        var kept = Masked(value.Register, field);
        var before = code.Ask(Access.Read, address);
        var others = code.Binary(Operator.And, before, code.Constant(~(field.Mask << field.Shift)));
        var here = code.Binary(Operator.ShiftLeft, kept, Shift(field));
        code.Ask(Access.Write, address, code.Binary(Operator.Or, others, here));
    }

    /// <summary>A value as a bit field keeps it.</summary>
    internal Operand Kept(Operand value, RaceType.BitField field) => new(Cut(value.Register, field), field.Value);

    private int Shift(RaceType.BitField field) => code.Constant(field.Shift);

    private int Masked(int value, RaceType.BitField field)
    {
        var whole = field.Of.Bits == 1
            ? code.Compute(Op.Narrow, made => made with { A = value, Number = 1 })
            : value;
        return code.Binary(Operator.And, whole, code.Constant(field.Mask));
    }

    private int Cut(int value, RaceType.BitField field)
    {
        var bits = Masked(value, field);
        if (field.Of.Bits > 0) { return bits; }
        var sign = code.Constant(1L << (field.Width - 1));
        return code.Binary(Operator.Subtract, code.Binary(Operator.Xor, bits, sign), sign);
    }
}
