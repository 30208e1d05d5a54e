namespace VfioActors.Hosting.Kernels;

/// <summary>Asks the parent of all actors who an actor is. Answer: <see cref="FoundActor"/>.</summary>
/// <param name="Name">The name in the topology, such as <c>c0</c> or <c>m0-driver</c>.</param>
public sealed record FindActor(string Name);
