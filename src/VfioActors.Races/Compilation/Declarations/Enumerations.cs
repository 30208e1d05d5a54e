using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Declarations;

/// <summary>The values and the types of enumerations, as GCC has them (build_enumerator, gcc/c/c-decl.cc).</summary>
/// <remarks>
/// A value that fits into an int is one, any other is of the type of its enumeration. What has that type has no sign
/// unless a value is negative: <c>enum state s = -1; if (s &lt; 0)</c> never is.
/// </remarks>
internal static class Enumerations
{
    /// <summary>The width of most, whose values are small and not negative.</summary>
    internal const int Usual = 32;

    private const int Int = -32;
    private const int Long = -64;
    private const int UnsignedLong = 64;

    /// <summary>Adds the values of one and, when it has a name, its type.</summary>
    internal static void Add(Item.Enumeration item, Symbols symbols, ConstantEvaluator constants)
    {
        List<Int128> values = [0];
        foreach (var (name, value) in item.Names)
        {
            var next = values.Count == 1 ? 0 : values[^1] + 1;
            if (value is not null)
            {
                if (constants.Known(value) is var (known, bits)) { next = Exact(known, bits); }
                else { symbols.Problems.Add(value.At, "expected a number that is known beforehand"); }
            }

            if (next > ulong.MaxValue)
            {
                symbols.Problems.Add(name.At, $"'{name.Value}' would have more than 64 bits");
                next = 0;
            }

            values.Add(next);
            symbols.Define(name, unchecked((long)next), IsInt(next) ? Int : TypeOf(next, next));
        }

        var type = TypeOf(values.Min(), values.Max());
        foreach (var (name, value) in item.Names.Select(one => one.Name).Zip(values.Skip(1)))
        {
            if (!IsInt(value)) { symbols.Widen(name, type); }
        }

        if (item.Tag is { } tag) { symbols.AddEnumeration(item, tag, type); }
    }

    /// <summary>The number that a word of a width is.</summary>
    private static Int128 Exact(long word, int bits) => bits == UnsignedLong ? unchecked((ulong)word) : word;

    private static bool IsInt(Int128 value) => value >= int.MinValue && value <= int.MaxValue;

    /// <summary>The width of the type that holds two values, negative with a sign.</summary>
    private static int TypeOf(Int128 least, Int128 most) => least < 0
        ? IsInt(least) && IsInt(most) ? Int : Long
        : most <= uint.MaxValue ? Usual : UnsignedLong;
}
