using VfioActors.Behaviors;

namespace VfioActors.Exploration.Tests.Registers;

/// <summary>What servers of the register of Attiya, Bar-Noy and Dolev say to each other.</summary>
internal static class AbdMessage
{
    public readonly record struct Query(int Request) : IMessage;

    public readonly record struct AckQuery(int Request, Sequencer At, int Value) : IMessage;

    public readonly record struct Record(int Request, Sequencer At, int Value) : IMessage;

    public readonly record struct AckRecord(int Request) : IMessage;
}
