using VfioActors.Races.Texts;

namespace VfioActors.Races.Syntax;

/// <summary>An expression of the language, as it was written.</summary>
/// <param name="At">Where it stands.</param>
internal abstract record Expression(Place At)
{
    /// <summary>A number.</summary>
    /// <param name="Bits">How wide its type is; negative when it has a sign.</param>
    internal sealed record Number(Place At, long Value, int Bits) : Expression(At);

    /// <summary>The size of something, which an allocation is given.</summary>
    internal sealed record Size(Place At) : Expression(At);

    /// <summary>A text, which only messages of warnings have.</summary>
    internal sealed record Text(Place At, string Value) : Expression(At);

    /// <summary>A variable, a function, or a name that was defined.</summary>
    internal sealed record Name(Place At, string Value) : Expression(At);

    /// <summary>An operator before its operand.</summary>
    internal sealed record Unary(Place At, string Operator, Expression Operand) : Expression(At);

    /// <summary>Counting up or down.</summary>
    internal sealed record Count(Place At, int By, bool IsPrefix, Expression Target) : Expression(At);

    /// <summary>An operator between two operands.</summary>
    internal sealed record Binary(Place At, string Operator, Expression Left, Expression Right) : Expression(At);

    /// <summary>An assignment; the operator is empty for a plain one.</summary>
    internal sealed record Assign(Place At, string Operator, Expression Target, Expression Value) : Expression(At);

    /// <summary>One of two, by a condition, which is the first of them when that is null.</summary>
    internal sealed record Conditional(Place At, Expression If, Expression? Then, Expression Else) : Expression(At);

    /// <summary>A call of a function or of a primitive.</summary>
    internal sealed record Call(Place At, Name Function, IReadOnlyList<Expression> Arguments) : Expression(At);

    /// <summary>A call of what a pointer points to.</summary>
    internal sealed record PointerCall(
        Place At, Expression Function, IReadOnlyList<Expression> Arguments) : Expression(At);

    /// <summary>An element of an array.</summary>
    internal sealed record Index(Place At, Expression Array, Expression At0) : Expression(At);

    /// <summary>A field, of a structure or of what a pointer points to.</summary>
    internal sealed record Member(Place At, Expression Whole, Name Field, bool ByPointer) : Expression(At);

    /// <summary>A type where a value could stand: of a cast, of sizeof, of container_of.</summary>
    internal sealed record OfType(Place At, TypeName Type) : Expression(At);

    /// <summary>Statements in braces within parentheses; the last has the value: an extension of GCC.</summary>
    internal sealed record Statements(Place At, Statement.Block Block) : Expression(At);

    /// <summary>A value taken for one of another type.</summary>
    internal sealed record Cast(Place At, TypeName Type, Expression Value) : Expression(At);

    /// <summary>A compound literal: a variable without a name, and what it starts with.</summary>
    internal sealed record Compound(Place At, Declarator Of, Initial Parts) : Expression(At);

    /// <summary>What a variable of several words starts with.</summary>
    internal sealed record Initial(Place At, IReadOnlyList<InitialPart> Parts) : Expression(At);

    /// <summary>How long a row is that starts with parts in braces, and of which nothing else says so.</summary>
    internal sealed record RowLength(Initial Parts) : Expression(Parts.At);
}
