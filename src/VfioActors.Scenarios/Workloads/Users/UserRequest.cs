using VfioActors.Behaviors;

namespace VfioActors.Scenarios.Workloads.Users;

/// <summary>One thing that a user asks of a container, a group, a driver, an IOMMU or the memory.</summary>
/// <param name="To">Who is asked.</param>
public abstract record UserRequest(ActorId To)
{
    /// <summary>The request, for those who name or judge it.</summary>
    public abstract IMessage Message { get; }

    /// <summary>Makes a request of a message.</summary>
    public static UserRequest Of<T>(ActorId to, in T message)
        where T : unmanaged, IMessage => new UserRequestOf<T>(to, message);

    /// <summary>Whether it asks with such a message, and if so the message.</summary>
    public bool Asks<T>(out T message)
        where T : unmanaged, IMessage
    {
        var asks = this is UserRequestOf<T>;
        message = this is UserRequestOf<T> request ? request.Typed : default;
        return asks;
    }

    internal abstract void Send(Outbox outbox);
}
