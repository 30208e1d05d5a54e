namespace VfioActors.Hosting.Parts;

/// <summary>The player of a part has had its time for an answer.</summary>
/// <param name="Serial">Which.</param>
internal sealed record PartOverdue(int Serial);
