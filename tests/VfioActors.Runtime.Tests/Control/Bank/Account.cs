using Akka.Actor;

namespace VfioActors.Runtime.Tests.Control.Bank;

/// <summary>An account: tells its balance, and is set to what it is told.</summary>
internal sealed class Account : ReceiveActor
{
    public Account(Ledger ledger, int opening)
    {
        var balance = opening;
        Receive<GetBalance>(_ => Sender.Tell(new Balance(balance)));
        Receive<SetBalance>(set => ledger[Self.Path.Name] = balance = set.Amount);
        Receive<Deposit>(deposit => ledger[Self.Path.Name] = balance += deposit.Amount);
        Receive<Reopen>(_ => ledger[Self.Path.Name] = balance = opening);
    }

    internal sealed record GetBalance;

    internal sealed record Balance(int Amount);

    internal sealed record SetBalance(int Amount);

    internal sealed record Deposit(int Amount);

    internal sealed record Reopen;
}
