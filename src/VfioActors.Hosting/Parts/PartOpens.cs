using VfioActors.Runtime;

namespace VfioActors.Hosting.Parts;

/// <summary>The actors of the topology are there.</summary>
/// <param name="Directory">Who they are.</param>
internal sealed record PartOpens(ActorDirectory Directory);
