using VfioActors.Races.Syntax;

namespace VfioActors.Races.Compilation.Declarations;

/// <summary>Looks whether functions that are named first stand in the file as they were named.</summary>
internal static class Prototypes
{
    /// <summary>Says what is otherwise, and which parameters of functions have no name.</summary>
    internal static void Check(Symbols symbols, IReadOnlyList<Item> items)
    {
        foreach (var function in symbols.Functions.Values)
        {
            foreach (var nameless in function.Parameters.Where(one => one.Name.Length == 0))
            {
                symbols.Problems.Add(nameless.At, $"a parameter of '{function.Name}' has no name");
            }
        }

        foreach (var named in items.OfType<Item.Prototype>())
        {
            if (!symbols.Functions.TryGetValue(named.Name, out var function)) { continue; }
            var isSame = IsSame(named.Result, function.Result)
                && named.Parameters.Count == function.Parameters.Count
                && named.Parameters.Zip(function.Parameters).All(pair => IsSame(pair.First.Type, pair.Second.Type));
            if (!isSame) { symbols.Problems.Add(named.At, $"'{named.Name}' has other types where it stands"); }
        }
    }

    private static bool IsSame(TypeName one, TypeName other) =>
        (one.Name, one.IsStruct, one.Stars) == (other.Name, other.IsStruct, other.Stars)
        && IsSame(one.Signature, other.Signature);

    private static bool IsSame(Signature? one, Signature? other) => (one, other) switch
    {
        ({ } left, { } right) => IsSame(left.Result, right.Result)
            && left.Parameters.Count == right.Parameters.Count
            && left.Parameters.Zip(right.Parameters).All(pair => IsSame(pair.First, pair.Second)),
        _ => one is null && other is null,
    };
}
