using VfioActors.Behaviors;

namespace VfioActors.Testing.Toys;

/// <summary>What toy actors say.</summary>
public static class ToyMessage
{
    /// <summary>A number, with how many more times it may lead to others.</summary>
    public readonly record struct Token(int Label, int Life) : IMessage;

    /// <summary>As a token, but it leaves the state alone: two of them commute.</summary>
    public readonly record struct Glance(int Label, int Life) : IMessage;
}
