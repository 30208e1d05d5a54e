using VfioActors.Behaviors;

namespace VfioActors.Exploration.Tests.Registers;

/// <summary>What clients of a register and its history say.</summary>
internal static class RegisterMessage
{
    public readonly record struct Put(int Request, int Value) : IMessage;

    public readonly record struct PutOk(int Request) : IMessage;

    public readonly record struct Get(int Request) : IMessage;

    public readonly record struct GetOk(int Request, int Value) : IMessage;

    /// <summary>To the history: the write of a client came back, and its read begins.</summary>
    public readonly record struct Written(int Client) : IMessage;

    /// <summary>To the history: the read of a client came back.</summary>
    public readonly record struct Read(int Client, int Value) : IMessage;
}
