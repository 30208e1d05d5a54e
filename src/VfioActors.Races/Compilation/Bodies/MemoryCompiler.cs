using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>Writes the code that reads and writes variables.</summary>
/// <param name="body">The code so far.</param>
internal sealed class MemoryCompiler(Body body)
{
    private const int HalfBits = 32;

    private readonly CodeBuffer _code = body.Code;

    /// <summary>Reads a value. That of an array is its address, and so is that of a structure.</summary>
    internal Operand Load(Spot spot, Place place)
    {
        body.At(place);
        if (!spot.IsMemory)
        {
            if (spot.MayBeUnset is { } name) { CheckSet(spot.Register, name); }
            return new(spot.Register, spot.Type);
        }

        switch (spot.Type)
        {
            case RaceType.Array row: return new(spot.Register, new RaceType.Pointer(row.Of));
            case RaceType.Structure: return new(spot.Register, spot.Type);
            case RaceType.Function: return new(spot.Register, new RaceType.Pointer(spot.Type));
            case RaceType.Sync sync:
                body.Wrong(place, $"{sync} has no value of its own", HintFor(sync.Kind));
                return new(spot.Register, RaceType.Wrong);
            case RaceType.BitField field: return new BitFields(_code).Load(spot.Register, field);
            case RaceType.Pointer or RaceType.Number { Bits: 64 or -64 } when body.Kind == ThreadKind.Hardware:
                return new(Torn(spot.Register), spot.Type);
            default: return new(_code.Ask(Access.Read, spot.Register), spot.Type);
        }
    }

    /// <summary>Writes a value: of a structure word by word.</summary>
    internal void Store(Spot spot, Operand value, Place place)
    {
        body.At(place);
        Check(spot.Type, value, place);
        if (spot.Type is RaceType.Structure whole)
        {
            Copy(spot.Register, value, whole);
            return;
        }

        if (spot.Type is RaceType.BitField field)
        {
            new BitFields(_code).Store(spot.Register, field, value);
            return;
        }

        if (spot.Type is RaceType.Sync or RaceType.Array or RaceType.Function)
        {
            body.Wrong(place, $"{spot.Type} cannot be assigned to", HintToSet(spot.Type));
            return;
        }

        var narrow = spot.Type is RaceType.Number { Bits: not (64 or -64) } number
            ? _code.Compute(Op.Narrow, made => made with { A = value.Register, Number = number.Bits })
            : value.Register;
        if (spot.IsMemory) { _code.Ask(Access.Write, spot.Register, narrow); }
        else { _code.Move(spot.Register, narrow); }
    }

    /// <summary>
    /// The length of the array whose address a register was just given; the object's bound if unknown.
    /// </summary>
    /// <param name="named">What was named, which may be a row in a structure; null for what is computed.</param>
    internal int LengthOf(RaceType? named, int register)
    {
        if (named is RaceType.Array { Length: var length }) { return length; }
        for (var at = _code.Length - 1; at >= 0 && at > _code.Length - 8; at--)
        {
            var one = _code[at];
            if (one.Result != register || one.Op != Op.Const || !Pointers.Is(one.Number)) { continue; }
            var type = body.Unit.Symbols.Objects[Pointers.ObjectOf(one.Number)].Type;
            return type is RaceType.Array row ? row.Length : Pointers.UnknownLength;
        }

        return Pointers.UnknownLength;
    }

    /// <summary>Says when a value is none of a type.</summary>
    internal void Check(RaceType to, Operand value, Place place)
    {
        if (TypeRules.MayKeep(to, value)) { return; }
        body.Wrong(place, $"{value.Type} is assigned to {to}", TypeRules.Hint(to, value.Type));
    }

    private void Copy(int to, Operand from, RaceType.Structure whole)
    {
        if (from.Type is not RaceType.Structure) { return; }
        for (var word = 0; word < whole.Words; word++)
        {
            var offset = word;
            var source = _code.Compute(Op.Offset, made => made with { A = from.Register, Number = offset });
            var target = _code.Compute(Op.Offset, made => made with { A = to, Number = offset });
            _code.Ask(Access.Write, target, _code.Ask(Access.Read, source));
        }
    }

    /// <summary>A device reads a word of 64 bits in two halves, either of which first.</summary>
    private int Torn(int address)
    {
        var (low, high) = (_code.NewRegister(), _code.NewRegister());
        var (isLowFirst, end) = (_code.NewLabel(), _code.NewLabel());
        var first = _code.Compute(
            Op.Choose, made => made with { Number = 2, Text = "the half that the device reads first" });
        _code.JumpIfZero(first, isLowFirst);
        _code.Move(high, _code.Ask(Access.ReadHigh, address));
        _code.Move(low, _code.Ask(Access.ReadLow, address));
        _code.Jump(end);
        _code.Put(isLowFirst);
        _code.Move(low, _code.Ask(Access.ReadLow, address));
        _code.Move(high, _code.Ask(Access.ReadHigh, address));
        _code.Put(end);
        return _code.Binary(
            Operator.Or, low, _code.Binary(Operator.ShiftLeft, high, _code.Constant(HalfBits)));
    }

    /// <summary>C11 6.3.2.1: what a variable has that was never set is not defined.</summary>
    private void CheckSet(int register, string name) => _code.Check(
        Fault.LocalUnset, _code.Binary(Operator.Differ, register, _code.Constant(Local.Unset)),
        $"reads '{name}', which was never set");

    private static string? HintToSet(RaceType type) => type switch
    {
        RaceType.Sync { Kind: SyncKind.Atomic } => "atomic_set() sets it",
        RaceType.Sync { Kind: SyncKind.Atomic64 } => "atomic64_set() sets it",
        RaceType.Sync { Kind: SyncKind.Refcount } => "refcount_set() sets it",
        _ => null,
    };

    private static string? HintFor(SyncKind kind) => kind switch
    {
        SyncKind.Atomic => "atomic_read() reads it",
        SyncKind.Atomic64 => "atomic64_read() reads it",
        SyncKind.Refcount => "refcount_read() reads it",
        _ => null,
    };
}
