using Akka.Actor;

namespace VfioActors.TestKit.Tests.Bank;

/// <summary>An account that adds by itself.</summary>
public sealed class Ledger : ReceiveActor
{
    public Ledger(Action<long> show)
    {
        var balance = 0L;
        Receive<long>(more => show(balance += more));
    }
}
