using VfioActors.Behaviors;

namespace VfioActors.Scenarios.Workloads.Callers;

/// <summary>One call that a thread makes.</summary>
/// <param name="To">Who is called.</param>
public abstract record Call(ActorId To)
{
    /// <summary>Makes a call of a message.</summary>
    public static Call Of<T>(ActorId to, in T message)
        where T : unmanaged, IMessage => new CallOf<T>(to, message);

    /// <summary>Sends it.</summary>
    public abstract void Send(Outbox outbox);
}
