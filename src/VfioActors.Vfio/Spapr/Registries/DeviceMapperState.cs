using VfioActors.Behaviors;

namespace VfioActors.Vfio.Spapr.Registries;

/// <summary>What a thread knows that maps memory of a device.</summary>
public sealed class DeviceMapperState : State, IWaits
{
    internal DeviceMapperState(Journal journal)
        : base(journal)
    {
        Client = Variable<ActorId>();
        Locks = Variable<int>();
    }

    /// <summary>Who asked; nobody when nothing is to be done.</summary>
    public Variable<ActorId> Client { get; }

    /// <summary>How many locks it holds.</summary>
    public Variable<int> Locks { get; }

    /// <inheritdoc/>
    public void Tell(WaitList waits) => waits.Queued(Client.Value);
}
