namespace VfioActors.Behaviors.Tests.Toys;

/// <summary>Messages of every shape that is allowed.</summary>
public static class ToyMessage
{
    public enum Side : byte
    {
        Left,
        Right,
    }

    public readonly record struct Ping : IMessage;

    public readonly record struct Map(ulong Iova, ActorId Owner, int Pages) : IMessage;

    public readonly record struct Small(Side Side, bool Dirty, short Node) : IMessage;

    public readonly record struct Full(ulong First, ulong Second, ulong Third, ulong Fourth) : IMessage;
}
