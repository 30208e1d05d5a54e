using VfioActors.Behaviors;

namespace VfioActors.Hosting.Doors;

/// <summary>Takes a place in the topology for somebody outside: what is sent there goes to a door or a part.</summary>
internal sealed class CallerBehavior : IBehavior<CallerState>
{
    public CallerState Create(Journal journal) => new(journal);

    public void Receive(CallerState state, in Envelope envelope, Outbox outbox) =>
        Ensure.That(false, "what is sent to somebody outside goes to a door or a part");
}
