using VfioActors.Behaviors;

namespace VfioActors.Conformance.Actors;

/// <summary>Where calls are laid for the caller to make, and where it lays the answers.</summary>
public sealed class Desk
{
    internal List<Action<Outbox>> Calls { get; } = [];

    internal List<Envelope> Answers { get; } = [];
}
