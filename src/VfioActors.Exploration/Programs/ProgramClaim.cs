namespace VfioActors.Exploration.Programs;

/// <summary>A claim about a generated program.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Actors">Whom it is about, by their numbers.</param>
/// <param name="Bad">The remainder, amount, label or count that must not be; for a witness, that must be.</param>
/// <param name="Modulus">Of what it is the remainder; for a cell, the cell's number.</param>
internal sealed record ProgramClaim(ClaimKind Kind, IReadOnlyList<int> Actors, int Bad, int Modulus);
