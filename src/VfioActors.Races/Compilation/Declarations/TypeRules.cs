using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Declarations;

/// <summary>
/// Which values may be kept where, as kernel compilers have it: a number is no pointer, and a pointer no number, unless
/// a cast says so.
/// </summary>
internal static class TypeRules
{
    /// <summary>Whether a value may be kept in something of a type.</summary>
    internal static bool MayKeep(RaceType to, Operand value) => (to, value.Type) switch
    {
        (RaceType.Unknown, _) or (_, RaceType.Unknown) => true,
        (RaceType.Structure, RaceType.Structure) => to == value.Type,
        (RaceType.Structure, _) or (_, RaceType.Structure or RaceType.Nothing) => false,
        (RaceType.Pointer, _) when value.IsNull => true,
        (RaceType.Pointer { To: var left }, RaceType.Pointer { To: var right }) => AreAlike(left, right),
        (RaceType.Pointer, _) => false,
        (RaceType.BitField bits, _) => MayKeep(bits.Of, value),
        (RaceType.Number { Bits: not 1 }, RaceType.Pointer) => false,
        _ => true,
    };

    /// <summary>Whether two values, one of them a pointer, may be compared.</summary>
    internal static bool MayMeet(Operand left, Operand right) => (left.Type, right.Type) switch
    {
        (RaceType.Pointer { To: var one }, RaceType.Pointer { To: var other }) => AreAlike(one, other),
        (RaceType.Pointer, _) => right.IsNull,
        _ => left.IsNull,
    };

    /// <summary>What is said of a cast by which a function would be called as if it had another type.</summary>
    internal static string OtherFunction(RaceType from, RaceType to) =>
        $"{from} is cast to {to}, and called by that it is called with another type";

    /// <summary>What to write instead; null when nobody knows.</summary>
    internal static string? Hint(RaceType to, RaceType from) => (to, from) switch
    {
        (RaceType.Pointer, RaceType.Number) => "a number is no pointer: put & before a variable, or cast it",
        (RaceType.Number, RaceType.Pointer) => "a pointer is no number: put * before it, or cast it",
        _ => null,
    };

    /// <summary>Whether two pointers may lead to the same thing: to void leads any.</summary>
    private static bool AreAlike(RaceType left, RaceType right) => (left, right) switch
    {
        (RaceType.Nothing or RaceType.Unknown, _) or (_, RaceType.Nothing or RaceType.Unknown) => true,
        (RaceType.Structure { Layout.Name: "seqcount" }, RaceType.Structure { Layout.Name: var name }) =>
            name is "seqcount" or "seqcount_spinlock" or "seqcount_rwlock" or "seqcount_mutex",
        (RaceType.Array row, _) => AreAlike(row.Of, right),
        (_, RaceType.Array row) => AreAlike(left, row.Of),
        (RaceType.Number one, RaceType.Number other) => Math.Abs(one.Bits) == Math.Abs(other.Bits),
        (RaceType.Pointer one, RaceType.Pointer other) => AreAlike(one.To, other.To),
        _ => left == right,
    };
}
