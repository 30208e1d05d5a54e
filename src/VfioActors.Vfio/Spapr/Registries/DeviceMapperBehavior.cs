using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Locks;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Registries;

/// <summary>
/// A thread that maps memory of a device: it takes the lock of the memory, then that of the registry, and gives both
/// back. Who takes them the other way round may wait for it for ever.
/// </summary>
/// <param name="memoryLock">The lock of the memory.</param>
/// <param name="registryLock">The lock of the registry.</param>
public sealed class DeviceMapperBehavior(ActorId memoryLock, ActorId registryLock) : IBehavior<DeviceMapperState>
{
    /// <inheritdoc/>
    public DeviceMapperState Create(Journal journal) => new(journal);

    /// <inheritdoc/>
    public void Receive(DeviceMapperState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<DeviceMapperState> Hears => field ??= new MessageTable<DeviceMapperState>()
        .On<DeviceMapperMessage.Map>(OnMap)
        .On<LockMessage.Granted>(OnGranted)
        .Says<DeviceMapperMessage.Done>();

    private void OnMap(DeviceMapperState state, ActorId client, Outbox outbox)
    {
        state.Client.Value = client;
        outbox.Send(memoryLock, default(LockMessage.Acquire));
    }

    private void OnGranted(DeviceMapperState state, Outbox outbox)
    {
        state.Locks.Value++;
        if (state.Locks.Value == 1)
        {
            outbox.Send(registryLock, default(LockMessage.Acquire));
            return;
        }

        outbox.Note($"looks the regions through");
        outbox.Send(registryLock, default(LockMessage.Release));
        outbox.Send(memoryLock, default(LockMessage.Release));
        outbox.Send(state.Client.Value, new DeviceMapperMessage.Done(Errno.None));
        state.Client.Value = default;
        state.Locks.Value = 0;
    }
}
