using Akka.Actor;

namespace VfioActors.Runtime.Tests.Control.Bank;

/// <summary>Moves money: asks the account what it has, and sets it to less. Another teller may do so in between.</summary>
internal sealed class Teller : ReceiveActor
{
    public Teller(IActorRef from, IActorRef to)
    {
        var amount = 0;
        Receive<Move>(move =>
        {
            amount = move.Amount;
            from.Tell(new Account.GetBalance());
        });
        Receive<Account.Balance>(balance =>
        {
            from.Tell(new Account.SetBalance(balance.Amount - amount));
            to.Tell(new Account.Deposit(amount));
        });
        Receive<Account.Reopen>(_ => amount = 0);
    }

    internal sealed record Move(int Amount);
}
