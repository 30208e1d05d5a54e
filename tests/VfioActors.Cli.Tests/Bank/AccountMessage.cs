using VfioActors.Behaviors;

namespace VfioActors.Cli.Tests.Bank;

public static class AccountMessage
{
    /// <summary>Adds to the balance in one step.</summary>
    public readonly record struct Deposit(int Amount) : IMessage;

    /// <summary>Asks for the balance.</summary>
    public readonly record struct Look : IMessage;

    /// <summary>Replaces the balance.</summary>
    public readonly record struct Store(int Balance) : IMessage;

    /// <summary>Answers each of them.</summary>
    public readonly record struct Reply(int Balance) : IMessage;
}
