using VfioActors.Behaviors;

namespace VfioActors.Scenarios.Workloads.Users;

/// <summary>A request of one message.</summary>
/// <typeparam name="T">What it says.</typeparam>
/// <param name="To">Who is asked.</param>
/// <param name="Typed">The message.</param>
internal sealed record UserRequestOf<T>(ActorId To, T Typed) : UserRequest(To)
    where T : unmanaged, IMessage
{
    /// <inheritdoc/>
    public override IMessage Message => Typed;

    internal override void Send(Outbox outbox) => outbox.Send(To, Typed);
}
