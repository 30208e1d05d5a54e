using VfioActors.Races.Texts;

namespace VfioActors.Races.Syntax;

/// <summary>The name of a variable, a field or a parameter, with what belongs to it.</summary>
/// <param name="At">Where the name stands.</param>
/// <param name="Name">The name.</param>
/// <param name="Type">Its type; that of an element for an array.</param>
/// <param name="Length">How many elements an array has; null for what is none.</param>
/// <param name="Initial">What it starts with; null when nothing is said.</param>
internal sealed record Declarator(Place At, string Name, TypeName Type, Expression? Length, Expression? Initial)
{
    /// <summary>How many elements each of the elements has, where these are rows themselves.</summary>
    internal IReadOnlyList<Expression> Inner { get; init; } = [];

    /// <summary>How many bits of a word a field has; null for what is no bit field.</summary>
    internal Expression? Bits { get; init; }

    /// <summary>What is done with its value at the end of its scope: the name in <c>__free()</c>.</summary>
    internal Expression.Name? Free { get; init; }
}
