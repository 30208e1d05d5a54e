using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Machines;
using VfioActors.Races.Machines.Rules;
using VfioActors.Races.Programs;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Bodies;

/// <summary>What shared variables start with.</summary>
/// <param name="unit">The file.</param>
internal sealed class InitialWords(Unit unit)
{
    /// <summary>The variable that is declared: one of a function is known by its name to itself alone.</summary>
    private (string Name, int Place) _declared = ("", -1);

    /// <summary>The structure that lists are made of.</summary>
    internal const string ListHead = "list_head";

    /// <summary>What says that a list is empty.</summary>
    internal const string HeadName = "LIST_HEAD_INIT";

    /// <summary>List heads of variables start as empty lists, as everybody writes them.</summary>
    internal static void EmptyLists(ObjectPlan plan, int place, RaceType type, int offset)
    {
        switch (type)
        {
            case RaceType.Structure { Layout.Name: ListHead }:
                plan.Initial[offset] = plan.Initial[offset + 1] = Pointers.To(place, offset);
                break;
            case RaceType.Structure { Layout.IsUnion: true }: break;
            case RaceType.Structure { Layout: var layout }:
                foreach (var name in layout.Names)
                {
                    _ = layout.TryFind(name, out var field);
                    EmptyLists(plan, place, field.Type, offset + field.Offset);
                }

                break;
            case RaceType.Array row:
                for (var at = 0; at < row.Length; at++)
                {
                    EmptyLists(plan, place, row.Of, offset + (at * row.Of.Words));
                }

                break;
            default: break;
        }
    }

    /// <summary>Whether a value says that a list is empty or a lock free, which they are anyway.</summary>
    internal static bool IsEmpty(Expression value) => value is Expression.Call
    {
        Function.Value: HeadName or "__SPIN_LOCK_UNLOCKED" or "__MUTEX_INITIALIZER"
            or "__RCUWAIT_INITIALIZER" or "SEQCNT_ZERO",
    };

    /// <summary>Whether a value says so of something of that type.</summary>
    internal static bool IsEmpty(Expression value, RaceType type) =>
        value is Expression.Call { Function.Value: var name } && name switch
        {
            HeadName => type is RaceType.Structure { Layout.Name: ListHead },
            "__SPIN_LOCK_UNLOCKED" => type is RaceType.Sync { Kind: SyncKind.Spinlock },
            "__MUTEX_INITIALIZER" => type is RaceType.Sync { Kind: SyncKind.Mutex },
            "SEQCNT_ZERO" => type is RaceType.Structure { Layout.Name: "seqcount" },
            "__RCUWAIT_INITIALIZER" => type is RaceType.Structure { Layout.Name: "rcuwait" },
            _ => false,
        };

    /// <summary>Fills in what a declaration says.</summary>
    internal void Fill(ObjectPlan plan, Declarator declared)
    {
        _declared = (declared.Name, unit.Symbols.Objects.IndexOf(plan));
        if (declared.Initial is { } value) { Fill(plan, plan.Type, 0, value); }
    }

    private void Fill(ObjectPlan plan, RaceType type, int offset, Expression value)
    {
        var whole = value is Expression.Compound literal && unit.Types.Of(literal.Of) == type
            ? literal.Parts : value;
        if (whole is Expression.Initial parts && (value == whole || type is RaceType.Structure))
        {
            FillParts(plan, type, offset, parts);
        }
        else if (BoundTo(type, value) is var (at, lockType, bound)) { Fill(plan, lockType, offset + at, bound); }
        else if (FlagsOf(type, value) is { } flags) { FillFlags(plan, type, offset, flags); }
        else if (Word(type, value) is var (word, kind))
        {
            if (!TypeRules.MayKeep(type, kind))
            {
                unit.Symbols.Problems.Add(
                    value.At, $"{kind.Type} is assigned to {type}", TypeRules.Hint(type, kind.Type));
            }

            plan.Initial[offset] = type switch
            {
                RaceType.BitField bits => plan.Initial[offset] | Placed(word, bits),
                RaceType.Number number => Arithmetic.Narrow(word, number.Bits),
                RaceType.Sync { Kind: SyncKind.Atomic or SyncKind.Refcount } => unchecked((int)word),
                _ => word,
            };
        }
        else if (HeadOf(type, value) is var head and not 0)
        {
            (plan.Initial[offset], plan.Initial[offset + 1]) = (head, head);
        }
        else if (!IsEmpty(value, type) || type is RaceType.Structure { Layout.Name: ListHead })
        {
            unit.Symbols.Problems.Add(
                value.At, "expected a number that is known beforehand, or the address of a variable");
        }
    }

    /// <summary>The lock of a sequence count: SEQCNT_SPINLOCK_ZERO(name, lock); null for what has none.</summary>
    private static (int At, RaceType Type, Expression Lock)? BoundTo(RaceType type, Expression value) =>
        value is Expression.Call { Function.Value: var name, Arguments: [_, var bound] }
        && name.StartsWith("SEQCNT_", StringComparison.Ordinal) && name.EndsWith("_ZERO", StringComparison.Ordinal)
        && type is RaceType.Structure { Layout: var layout } && layout.TryFind("lock", out var field)
            ? (field.Offset, field.Type, bound)
            : null;

    /// <summary>The bits of a field where they stand in their word.</summary>
    private static long Placed(long value, RaceType.BitField bits) =>
        ((bits.Of.Bits == 1 ? Arithmetic.Narrow(value, 1) : value) & bits.Mask) << bits.Shift;

    /// <summary>The flags of an xarray stand behind its entries; with its lock they are a field, too.</summary>
    private void FillFlags(ObjectPlan plan, RaceType type, int offset, Expression flags)
    {
        if (unit.Constants.Of(flags) is not { } known)
        {
            unit.Symbols.Problems.Add(flags.At, "expected flags that are known beforehand");
            return;
        }

        plan.Initial[offset + RaceType.XArrayLength] = known;
        if (type is RaceType.Structure { Layout: var layout } && layout.TryFind(TypeTable.XArrayFlags, out var field))
        {
            Fill(plan, field.Type, offset + field.Offset, flags);
        }
    }

    /// <summary>Where both links of a LIST_HEAD_INIT(name) lead to, also to another one; 0 for what is none.</summary>
    private long HeadOf(RaceType type, Expression value) =>
        IsEmpty(value, type) && value is Expression.Call { Function.Value: HeadName, Arguments: [var named] }
        && Address(named) is ({ } address, RaceType.Structure { Layout.Name: ListHead }) ? address : 0;

    /// <summary>The flags of an xarray, which say how its lock is taken; null for what is none.</summary>
    private static Expression? FlagsOf(RaceType type, Expression value) =>
        value is Expression.Call { Function.Value: "XARRAY_INIT", Arguments: [_, var flags] }
        && type is RaceType.Sync { Kind: SyncKind.XArray }
            or RaceType.Structure { Layout.Name: TypeTable.XArray } ? flags : null;

    private void FillParts(ObjectPlan plan, RaceType type, int offset, Expression.Initial initial)
    {
        InitialParts parts = new(unit.Constants, (at, message) => unit.Symbols.Problems.Add(at, message));
        foreach (var part in parts.Of(type, initial)) { Fill(plan, part.Type, offset + part.Offset, part.Value); }
    }

    private (long Number, Operand Kind)? Word(RaceType type, Expression value)
    {
        var inner = value is Expression.Call
        {
            Function.Value: "REFCOUNT_INIT" or "ATOMIC_INIT" or "ATOMIC64_INIT"
            or "ATOMIC_LONG_INIT", Arguments: [var one]
        }
            ? one
            : Written(value);
        if (unit.KeepsQueues && inner is Expression.Name { Value: var queue }
            && BuiltinNames.SystemQueues.Contains(queue))
        {
            return (Pointers.To(unit.SystemQueue(queue)), new(-1, RaceType.AnyPointer));
        }

        if (unit.Constants.Of(inner) is { } number)
        {
            var isPointer = Uncast(inner) is Expression.Name { Value: var named }
                && BuiltinNames.Pointers.Contains(named);
            return (number, new(-1, KindOf(inner, isPointer), number == 0));
        }

        if (Called(inner) is { } function)
        {
            Agree(inner, unit.Types.Of(function));
            return type switch
            {
                RaceType.Sync { Kind: SyncKind.Work } =>
                    (WorkRules.WordOf(unit.Symbols.SetUpTo(function.Name)), new(-1, RaceType.AnyPointer)),
                RaceType.Sync { Kind: SyncKind.Timer } =>
                    (TimerRules.WordOf(unit.Symbols.SetUpTo(function.Name)), new(-1, RaceType.AnyPointer)),
                _ => (Pointers.ToFunction(unit.Symbols.PointTo(function.Name)),
                    new(-1, KindOf(inner, new RaceType.Pointer(unit.Types.Of(function))))),
            };
        }

        var (address, to) = inner is Expression.Unary { Operator: "&", Operand: var target }
            ? Address(target)
            : Row(Uncast(inner));
        return address is { } place ? (place, new(-1, KindOf(inner, new RaceType.Pointer(to)))) : null;
    }

    /// <summary>What a value is for which a name was defined.</summary>
    private Expression Written(Expression value) => value switch
    {
        Expression.Name name when unit.Constants.Of(name) is null
            && unit.Constants.Defined(name.Value) is { } defined => Written(defined),
        Expression.Unary { Operator: "&", Operand: Expression.Name name } address
            when unit.Constants.Defined(name.Value) is { } defined => Written(address with { Operand = defined }),
        _ => value,
    };

    /// <summary>The function that a value is, or the address of; null for all else.</summary>
    private Item.Function? Called(Expression value)
    {
        var named = Uncast(value) is Expression.Unary { Operator: "&", Operand: var target } ? target : Uncast(value);
        return named is Expression.Name name && unit.Symbols.IsOwn(name.Value, unit.Brought)
            ? unit.Symbols.Functions[name.Value]
            : null;
    }

    /// <summary>A cast does not make a function one of another type: it would be called by that.</summary>
    private void Agree(Expression value, RaceType function)
    {
        if (value is not Expression.Cast cast) { return; }
        if (unit.Types.Of(cast.Type) is RaceType.Pointer { To: RaceType.Function to } && to != function)
        {
            unit.Symbols.Problems.Add(
                cast.At, TypeRules.OtherFunction(new RaceType.Pointer(function), new RaceType.Pointer(to)));
        }

        Agree(cast.Value, function);
    }

    private static Expression Uncast(Expression value) => value is Expression.Cast cast ? Uncast(cast.Value) : value;

    private RaceType KindOf(Expression value, bool isPointer) =>
        KindOf(value, isPointer ? RaceType.AnyPointer : RaceType.Int);

    private RaceType KindOf(Expression value, RaceType type) =>
        value is Expression.Cast cast ? unit.Types.Of(cast.Type) : type;

    private (long? Address, RaceType To) Row(Expression value)
    {
        if (value is Expression.Unary { Operator: "&", Operand: var target }) { return Address(target); }
        if (value is Expression.Compound { Of.Length: not null } literal) { return Nameless(literal); }
        return value is Expression.Name name && unit.Symbols.FindVariable(name.Value) is >= 0 and var place
            && unit.Symbols.Objects[place].Type is RaceType.Array { Of: var of }
            ? (Pointers.To(place), of)
            : (null, RaceType.Wrong);
    }

    /// <summary>The variable without a name that a compound literal is outside of functions.</summary>
    private (long? Address, RaceType To) Nameless(Expression.Compound literal)
    {
        var type = unit.Types.Of(literal.Of);
        ObjectPlan plan = new($"({type}){{}}", type, ObjectKind.Global, unit.Source.LineOf(literal.At.Start));
        var place = unit.AddObject(plan);
        EmptyLists(plan, place, type, 0);
        Fill(plan, type, 0, literal.Parts);
        return (Pointers.To(place), type is RaceType.Array { Of: var of } ? of : type);
    }

    /// <summary>What a place of a variable is known by before anything runs; null where it is not.</summary>
    private (long? Address, RaceType To) Address(Expression target)
    {
        switch (target)
        {
            case Expression.Compound literal: return Nameless(literal);
            case Expression.Name name when name.Value == _declared.Name:
                return (Pointers.To(_declared.Place), unit.Symbols.Objects[_declared.Place].Type);
            case Expression.Name name when unit.Symbols.FindVariable(name.Value) is >= 0 and var place:
                return (Pointers.To(place), unit.Symbols.Objects[place].Type);
            case Expression.Index { Array: var row, At0: var index }
                when Address(row) is ({ } first, RaceType.Array type) && unit.Constants.Of(index) is { } at
                    && at >= 0 && at < type.Length:
                return (Moved(first, (int)at * type.Of.Words), type.Of);
            case Expression.Member { ByPointer: false, Whole: var whole, Field: var field }
                when Address(whole) is ({ } begin, RaceType.Structure { Layout: var layout })
                    && layout.TryFind(field.Value, out var found):
                return (Moved(begin, found.Offset), found.Type);
            default: return (null, RaceType.Wrong);
        }
    }

    private static long Moved(long address, int by) =>
        Pointers.To(Pointers.ObjectOf(address), Pointers.OffsetOf(address) + by);
}
