using Akka.Actor;
using VfioActors.Hosting.Parts;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Tests.Screens;

// What README.md shows:
internal sealed class ScreenDriver : ReceiveActor
{
    public ScreenDriver(IActorRef part)
    {
        part.Tell(new TakePart());
        Receive<Iova>(frame => part.Tell(new ContainerMessage.Pin(frame, new(4), MapModes.ReadWrite, default)));
        Receive<VendorDriverMessage.DmaUnmap>(unmap =>
        {
            Sender.Tell(new ContainerMessage.Unpin(unmap.Iova, unmap.Size.Pages, default));
            Sender.Tell(new ContainerMessage.Told(unmap.Slot, unmap.Round));
        });
        ReceiveAny(_ => { /* PartTaken, Pinned, Done: a driver that does more looks at them. */ });
    }
}
