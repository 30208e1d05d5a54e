namespace VfioActors.Races.Syntax;

/// <summary>What a function takes and gives back, as it was written.</summary>
/// <param name="Result">The type of what it gives back.</param>
/// <param name="Parameters">The types of what it takes.</param>
internal sealed record Signature(TypeName Result, IReadOnlyList<TypeName> Parameters);
