namespace VfioActors.Races.Syntax;

/// <summary>One part of what a variable starts with.</summary>
/// <param name="Way">
/// The part that is named, such as <c>.dev.id</c> or <c>[2]</c>; nothing when it goes by the order.
/// </param>
/// <param name="Value">What it starts with.</param>
internal sealed record InitialPart(IReadOnlyList<Designator> Way, Expression Value)
{
    /// <summary>The field that is named; null where none is.</summary>
    internal Expression.Name? Field => Way is [.., { Field: { } named }] ? named : null;
}
