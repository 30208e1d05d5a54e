namespace VfioActors.TestKit.Bodies;

/// <summary>What the body of a test claims of its actors at rest.</summary>
/// <param name="Claim">The claim, in a sentence.</param>
/// <param name="Check">Throws when it does not hold.</param>
internal sealed record BodyClaim(string Claim, Action Check);
