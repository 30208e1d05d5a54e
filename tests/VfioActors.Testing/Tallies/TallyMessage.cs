using VfioActors.Behaviors;

namespace VfioActors.Testing.Tallies;

/// <summary>What clerks and the tally say.</summary>
public static class TallyMessage
{
    /// <summary>Asks for the total. Answer: <see cref="Total"/>.</summary>
    public readonly record struct Read : IMessage;

    /// <summary>The total at that moment.</summary>
    public readonly record struct Total(int Value) : IMessage;

    /// <summary>Sets the total. Answer: <see cref="Done"/>.</summary>
    public readonly record struct Write(int Value) : IMessage;

    /// <summary>Adds to the total in one step. Answer: <see cref="Done"/>.</summary>
    public readonly record struct Add(int Value) : IMessage;

    /// <summary>The total is as was asked.</summary>
    public readonly record struct Done : IMessage;
}
