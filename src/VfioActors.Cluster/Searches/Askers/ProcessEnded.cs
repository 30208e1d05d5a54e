using Akka.Actor;

namespace VfioActors.Cluster.Searches.Askers;

/// <summary>A node that was started here has ended: whoever started it saw that.</summary>
/// <param name="Address">Where it was; null when it never said.</param>
internal sealed record ProcessEnded(Address? Address);
