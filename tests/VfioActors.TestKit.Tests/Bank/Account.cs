using Akka.Actor;

namespace VfioActors.TestKit.Tests.Bank;

/// <summary>An account: tells its balance, is set to what it is told, and shows it.</summary>
public sealed class Account : ReceiveActor
{
    public Account(Action<int> show)
    {
        var balance = 0;
        Receive<string>(_ => Sender.Tell(balance));
        Receive<int>(set => show(balance = set));
    }
}
