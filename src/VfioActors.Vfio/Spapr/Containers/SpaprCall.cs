using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>
/// A call in flight: what is the same for all. How far it has come each kind of call keeps for itself.
/// </summary>
/// <param name="Message">The message that made it.</param>
/// <param name="Stage">What it waits for.</param>
/// <param name="HasLock">1 when it has the container's lock.</param>
public readonly record struct SpaprCall(KeptMessage Message, SpaprStage Stage, int HasLock)
{
    /// <summary>Whether a group makes it: then it is answered as any container answers groups.</summary>
    public bool IsOfGroup => Message.Is<ContainerMessage.AttachGroup>() || Message.Is<ContainerMessage.DetachGroup>()
        || Message.Is<ContainerMessage.SetKind>();
}
