using VfioActors.Races.Texts;

namespace VfioActors.Races.Syntax;

/// <summary>A statement of the language, as it was written.</summary>
/// <param name="At">Where it stands: of one that holds others, its head.</param>
internal abstract record Statement(Place At)
{
    /// <summary>Statements in braces, with names of their own.</summary>
    internal sealed record Block(Place At, IReadOnlyList<Statement> Statements) : Statement(At)
    {
        /// <summary>Where the closing brace stands.</summary>
        internal Place End { get; init; }
    }

    /// <summary>
    /// A lock that is given back wherever its scope is left: the rest of the block, or the statement that it has.
    /// </summary>
    /// <param name="Kind">What is taken, such as <c>mutex</c>.</param>
    /// <param name="Lock">The lock; null for what has none.</param>
    /// <param name="Scope">The statement; null for the rest of the block.</param>
    internal sealed record Guard(Place At, Expression.Name Kind, Expression? Lock, Statement? Scope) : Statement(At)
    {
        /// <summary>What is done where a lock that is tried is not got; null for one that is waited for.</summary>
        internal Statement? Otherwise { get; init; }
    }

    /// <summary>Variables of the function.</summary>
    internal sealed record Declare(Place At, IReadOnlyList<Declarator> Variables) : Statement(At)
    {
        /// <summary>Whether they are there once, as variables of the file are.</summary>
        internal bool IsStatic { get; init; }
    }

    /// <summary>An expression for what it does.</summary>
    internal sealed record Do(Place At, Expression Expression) : Statement(At);

    /// <summary>A condition.</summary>
    internal sealed record If(Place At, Expression Condition, Statement Then, Statement? Else) : Statement(At);

    /// <summary>A loop; one that looks at its condition after each round is entered in any case.</summary>
    internal sealed record While(Place At, Expression Condition, Statement Body, bool LooksAfter) : Statement(At);

    /// <summary>A loop that counts.</summary>
    internal sealed record For(
        Place At, Statement? First, Expression? Condition, Expression? Next, Statement Body) : Statement(At);

    /// <summary>A loop over the entries of a list: a call of a primitive with a body.</summary>
    internal sealed record ForEach(Place At, Expression.Call Head, Statement Body) : Statement(At);

    /// <summary>A choice by a number.</summary>
    internal sealed record Switch(Place At, Expression Value, IReadOnlyList<Statement> Body) : Statement(At);

    /// <summary>A place that a switch goes to; without a value the default; with a last one from it to that.</summary>
    internal sealed record Case(Place At, Expression? Value, Expression? Last = null) : Statement(At);

    /// <summary>A place that a goto goes to.</summary>
    internal sealed record Label(Place At, string Name) : Statement(At);

    /// <summary>Goes on at a label.</summary>
    internal sealed record Goto(Place At, string Name) : Statement(At);

    /// <summary>Leaves a loop or a switch.</summary>
    internal sealed record Break(Place At) : Statement(At);

    /// <summary>Goes on with the next round.</summary>
    internal sealed record Continue(Place At) : Statement(At);

    /// <summary>Leaves a function.</summary>
    internal sealed record Return(Place At, Expression? Value) : Statement(At)
    {
        /// <summary>What is still done when the value is known.</summary>
        internal IReadOnlyList<Statement> Then { get; init; } = [];
    }

    /// <summary>Does nothing.</summary>
    internal sealed record Empty(Place At) : Statement(At);
}
