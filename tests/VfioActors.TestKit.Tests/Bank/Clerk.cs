using Akka.Actor;

namespace VfioActors.TestKit.Tests.Bank;

/// <summary>Pays in as it should: the account adds, in one step.</summary>
public sealed class Clerk : ReceiveActor
{
    public Clerk(IActorRef account, long amount) => Receive<string>(_ => account.Tell(amount));
}
