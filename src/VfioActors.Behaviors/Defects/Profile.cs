namespace VfioActors.Behaviors.Defects;

/// <summary>A set of switches under the name of what it describes, such as the code as it was posted.</summary>
/// <param name="Name">The name in capitals, such as <c>POSTED</c>.</param>
/// <param name="Summary">What it stands for, in one line.</param>
/// <param name="Defects">The ids of the defects that are on.</param>
public sealed record Profile(string Name, string Summary, IReadOnlyList<string> Defects);
