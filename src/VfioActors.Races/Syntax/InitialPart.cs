namespace VfioActors.Races.Syntax;

/// <summary>One part of what a variable starts with.</summary>
/// <param name="Field">The field that is named; null when it goes by the order.</param>
/// <param name="Value">What it starts with.</param>
internal sealed record InitialPart(Expression.Name? Field, Expression Value);
