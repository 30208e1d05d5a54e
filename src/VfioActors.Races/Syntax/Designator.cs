namespace VfioActors.Races.Syntax;

/// <summary>Which part of a variable is meant: <c>.field</c>, or <c>[index]</c>.</summary>
/// <param name="Field">The field; null for an element.</param>
/// <param name="Index">The number of the element; null for a field.</param>
internal sealed record Designator(Expression.Name? Field, Expression? Index);
