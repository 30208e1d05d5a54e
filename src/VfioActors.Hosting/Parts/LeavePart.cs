namespace VfioActors.Hosting.Parts;

/// <summary>Gives a part back, as if its player had stopped. Never answered.</summary>
public sealed record LeavePart;
