using VfioActors.Behaviors;

namespace VfioActors.Cluster.Letters;

/// <summary>A machine that was started again after its node was lost has nothing of what it had: it refuses.</summary>
/// <param name="Client">Whose request it was.</param>
/// <param name="Asked">Whom it was for.</param>
internal sealed record LetterRefused(ActorId Client, ActorId Asked);
