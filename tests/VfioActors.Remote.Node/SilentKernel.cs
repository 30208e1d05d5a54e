using Akka.Actor;
using VfioActors.Hosting.Kernels;

namespace VfioActors.Remote.Node;

/// <summary>Takes the place of a topology: all its actors hear every call and answer none.</summary>
public sealed class SilentKernel : ReceiveActor
{
    public SilentKernel()
    {
        Receive<FindActor>(find => Sender.Tell(new FoundActor(find.Name, Self, new(1))));
        ReceiveAny(_ => { });
    }
}
