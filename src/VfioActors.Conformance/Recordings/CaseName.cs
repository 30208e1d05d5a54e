namespace VfioActors.Conformance.Recordings;

/// <summary>Names a case.</summary>
/// <param name="Id">Its name, the only one in its file.</param>
/// <param name="Title">What it shows.</param>
public sealed record CaseName(string Id, string Title);
