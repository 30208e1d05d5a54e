using VfioActors.Behaviors;

namespace VfioActors.Vfio.Locks;

/// <summary>What a kernel lock hears and answers.</summary>
public static class LockMessage
{
    /// <summary>Asks for the lock. Answer: <see cref="Granted"/>, when everybody before has released it.</summary>
    public readonly record struct Acquire : IMessage;

    /// <summary>The lock is the receiver's.</summary>
    public readonly record struct Granted : IMessage;

    /// <summary>Gives the lock back. Never answered.</summary>
    public readonly record struct Release : IMessage;
}
