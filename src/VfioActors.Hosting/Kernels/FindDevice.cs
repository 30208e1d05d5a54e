namespace VfioActors.Hosting.Kernels;

/// <summary>
/// Asks the parent of all actors for the number of a device of a scalable unit, for messages of aux-domains. Answer:
/// <see cref="FoundDevice"/>.
/// </summary>
/// <param name="Name">The name in the topology.</param>
public sealed record FindDevice(string Name);
