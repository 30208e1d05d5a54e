using Akka.Actor;

namespace VfioActors.TestKit.Tests.Shop;

/// <summary>Brings parcels.</summary>
internal sealed class Mailer : ReceiveActor
{
    public Mailer(ICollection<string> brought) => Receive<Parcel>(parcel => brought.Add(parcel.Item));
}
