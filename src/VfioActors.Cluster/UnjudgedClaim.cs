namespace VfioActors.Cluster;

/// <summary>A claim about rest that nobody could judge: what it looks at was lost.</summary>
/// <param name="Property">Its name.</param>
/// <param name="Machine">The machine that it is about; null when it looks at clients alone.</param>
public sealed record UnjudgedClaim(string Property, string? Machine);
