using Akka.Actor;

namespace VfioActors.TestKit.Tests.Bank;

/// <summary>Pays in: asks the account what it has, and sets it to more. Another teller may do so in between.</summary>
public sealed class Teller : ReceiveActor
{
    public Teller(IActorRef account, int amount)
    {
        Receive<string>(_ => account.Tell("balance?"));
        Receive<int>(balance => account.Tell(balance + amount));
    }
}
