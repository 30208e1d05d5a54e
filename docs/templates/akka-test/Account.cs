using Akka.Actor;

namespace Sample1;

/// <summary>Adds in one step. Were it to be read and written in two, one of two deposits could be lost.</summary>
public sealed class Account : ReceiveActor
{
    public Account(Action<int> show)
    {
        var balance = 0;
        Receive<int>(amount => show(balance += amount));
    }
}
