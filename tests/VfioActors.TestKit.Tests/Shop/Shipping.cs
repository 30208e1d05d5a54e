using Akka.Actor;

namespace VfioActors.TestKit.Tests.Shop;

/// <summary>Sends what is paid. The bug: it takes what is kept, as if that were always said first.</summary>
internal sealed class Shipping : ReceiveActor
{
    private string? _kept;
    private bool _paid;

    public Shipping(IActorRef mailer, bool waits)
    {
        Receive<Reserved>(reserved =>
        {
            _kept = reserved.Item;
            if (waits && _paid) { mailer.Tell(new Parcel(_kept)); }
        });
        Receive<Paid>(_ =>
        {
            _paid = true;
            if (!waits || _kept is not null) { mailer.Tell(new Parcel(_kept ?? "nothing")); }
        });
    }
}
