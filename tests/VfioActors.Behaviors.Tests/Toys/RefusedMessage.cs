namespace VfioActors.Behaviors.Tests.Toys;

/// <summary>Messages of every shape that is not.</summary>
public static class RefusedMessage
{
    public readonly record struct Padded(int Pages, ulong Iova) : IMessage;

    public readonly record struct Odd(byte First, short Second) : IMessage;

    public readonly record struct Tiny(bool Dirty) : IMessage;

    public readonly record struct Oversize(
        ulong First, ulong Second, ulong Third, ulong Fourth, int Fifth, int Sixth) : IMessage;
}
