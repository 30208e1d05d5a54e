using VfioActors.Behaviors;

namespace VfioActors.Scenarios.Workloads.Callers;

/// <summary>A call of one message.</summary>
/// <typeparam name="T">What it says.</typeparam>
/// <param name="To">Who is called.</param>
/// <param name="Message">The message.</param>
internal sealed record CallOf<T>(ActorId To, T Message) : Call(To)
    where T : unmanaged, IMessage
{
    /// <inheritdoc/>
    public override void Send(Outbox outbox) => outbox.Send(To, Message);
}
