using VfioActors.Behaviors;

namespace VfioActors.Hosting.Doors;

/// <summary>Takes a place in the topology for a caller from outside: what is sent there goes to a door.</summary>
internal sealed class CallerBehavior : IBehavior<CallerState>
{
    public CallerState Create(Journal journal) => new(journal);

    public void Receive(CallerState state, in Envelope envelope, Outbox outbox) =>
        Ensure.That(false, "what is sent to a caller from outside goes to its door");
}
