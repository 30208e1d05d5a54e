using VfioActors.Races.Texts;

namespace VfioActors.Races.Syntax;

/// <summary>What stands at the outermost level of a file.</summary>
/// <param name="At">Where its head stands.</param>
internal abstract record Item(Place At)
{
    /// <summary>A structure.</summary>
    internal sealed record Structure(Place At, string Name, IReadOnlyList<Declarator> Fields) : Item(At)
    {
        /// <summary>Whether it is a union.</summary>
        internal bool IsUnion { get; init; }
    }

    /// <summary>Shared variables.</summary>
    internal sealed record Variables(Place At, IReadOnlyList<Declarator> All) : Item(At);

    /// <summary>Names for numbers.</summary>
    /// <param name="Tag">The name of their type; null when it has none.</param>
    internal sealed record Enumeration(
        Place At, string? Tag, IReadOnlyList<(Expression.Name Name, Expression? Value)> Names) : Item(At);

    /// <summary>A function.</summary>
    internal sealed record Function(
        Place At, string Name, TypeName Result, IReadOnlyList<Declarator> Parameters, Statement.Block Body) : Item(At);

    /// <summary>A function that is named before it stands in the file.</summary>
    internal sealed record Prototype(
        Place At, string Name, TypeName Result, IReadOnlyList<Declarator> Parameters) : Item(At);

    /// <summary>A thread: a processor, an interrupt, a device, or what happens first.</summary>
    /// <param name="Name">Such as <c>CPU0</c>.</param>
    /// <param name="Kind">Which of them.</param>
    /// <param name="On">The processor that an interrupt comes to; null when it is not said.</param>
    internal sealed record Thread(
        Place At, string Name, ThreadKind Kind, string? On, Statement.Block Body) : Item(At);

    /// <summary>A claim: <c>always</c>, <c>finally</c>, <c>sometimes</c> or <c>never_both</c>.</summary>
    internal sealed record Claim(Place At, Expression.Call Call) : Item(At);
}
