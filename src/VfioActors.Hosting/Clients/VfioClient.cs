using Akka.Actor;
using Akka.Hosting;
using VfioActors.Behaviors;
using VfioActors.Hosting.Events;
using VfioActors.Hosting.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Clients;

/// <summary>
/// Calls the actors of an application from outside of actors: <c>services.AddSingleton&lt;VfioClient&gt;()</c>. Calls
/// may be made from any thread, many at once.
/// </summary>
/// <param name="kernel">The parent of all actors.</param>
/// <param name="system">The actor system that they run in.</param>
public sealed class VfioClient(IRequiredActor<VfioKernel> kernel, ActorSystem system)
{
    /// <summary>How long an answer is waited for; null for as configured. Then it is ETIMEDOUT.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>A container of type1.</summary>
    /// <param name="name">Its name in the topology.</param>
    /// <exception cref="ArgumentException">There is no such actor.</exception>
    public async ValueTask<IVfioContainer> ContainerAsync(string name, CancellationToken cancellation = default) =>
        new ContainerClient(await CallsAsync(name, cancellation).ConfigureAwait(false));

    /// <summary>A container of sPAPR.</summary>
    /// <param name="name">Its name in the topology.</param>
    /// <exception cref="ArgumentException">There is no such actor.</exception>
    public async ValueTask<ISpaprContainer> SpaprContainerAsync(
        string name, CancellationToken cancellation = default) =>
        new SpaprContainerClient(await CallsAsync(name, cancellation).ConfigureAwait(false));

    /// <summary>The fault queue of a device.</summary>
    /// <param name="name">Its name in the topology.</param>
    /// <exception cref="ArgumentException">There is no such actor.</exception>
    public async ValueTask<IFaultQueue> FaultQueueAsync(string name, CancellationToken cancellation = default) =>
        new FaultQueueClient(await CallsAsync(name, cancellation).ConfigureAwait(false));

    /// <summary>A memory.</summary>
    /// <param name="name">Its name in the topology.</param>
    /// <exception cref="ArgumentException">There is no such actor.</exception>
    public async ValueTask<IGuestMemory> MemoryAsync(string name, CancellationToken cancellation = default) =>
        new GuestMemoryClient(await CallsAsync(name, cancellation).ConfigureAwait(false));

    /// <summary>The group of a device or of a mediated device.</summary>
    /// <param name="name">The device's name in the topology.</param>
    /// <exception cref="ArgumentException">There is no such actor.</exception>
    public async ValueTask<IVfioGroup> GroupAsync(string name, CancellationToken cancellation = default) =>
        new GroupClient(await CallsAsync(name, cancellation).ConfigureAwait(false));

    /// <summary>The vendor driver of a mediated device.</summary>
    /// <param name="mdev">The device's name in the topology.</param>
    /// <exception cref="ArgumentException">There is no such actor.</exception>
    public async ValueTask<IVendorDriver> VendorDriverAsync(string mdev, CancellationToken cancellation = default) =>
        new VendorDriverClient(await CallsAsync($"{mdev}-driver", cancellation).ConfigureAwait(false));

    /// <summary>A domain that is put on devices beside the one that these have.</summary>
    /// <param name="name">Its name in the topology.</param>
    /// <exception cref="ArgumentException">There is no such actor.</exception>
    public async ValueTask<IAuxDomain> AuxDomainAsync(string name, CancellationToken cancellation = default) =>
        new AuxDomainClient(await CallsAsync(name, cancellation).ConfigureAwait(false));

    /// <summary>What happens to the actors, for whoever listens.</summary>
    /// <exception cref="InvalidOperationException">The actor system has no topology.</exception>
    public async ValueTask<VfioEvents> EventsAsync(CancellationToken cancellation = default)
    {
        await kernel.GetAsync(cancellation).ConfigureAwait(false);
        return VfioKernelPlace.In(system).Kernel?.Events
            ?? throw new InvalidOperationException("the actor system has no topology");
    }

    /// <summary>The number of an actor, for calls that name another.</summary>
    /// <param name="name">Its name in the topology.</param>
    /// <exception cref="ArgumentException">There is no such actor.</exception>
    public async ValueTask<ActorId> IdOfAsync(string name, CancellationToken cancellation = default) =>
        (await FindAsync(name, cancellation).ConfigureAwait(false)).Id;

    /// <summary>The number of a device of a scalable unit.</summary>
    /// <param name="name">Its name in the topology.</param>
    /// <exception cref="ArgumentException">There is no such device.</exception>
    public async ValueTask<DeviceId> DeviceAsync(string name, CancellationToken cancellation = default)
    {
        var root = await kernel.GetAsync(cancellation).ConfigureAwait(false);
        var found = await root.Ask<FoundDevice>(new FindDevice(name), cancellation).ConfigureAwait(false);
        return found.Id ?? throw new ArgumentException($"there is no device named '{name}' at a scalable unit");
    }

    private async Task<ActorCalls> CallsAsync(string name, CancellationToken cancellation)
    {
        var found = await FindAsync(name, cancellation).ConfigureAwait(false);
        var usual = VfioKernelPlace.In(system).Kernel?.Patience ?? TimeSpan.FromSeconds(30);
        return new(found.Actor, Patience ?? usual);
    }

    private async Task<FoundActor> FindAsync(string name, CancellationToken cancellation)
    {
        var root = await kernel.GetAsync(cancellation).ConfigureAwait(false);
        var found = await root.Ask<FoundActor>(new FindActor(name), cancellation).ConfigureAwait(false);
        return found.Actor.IsNobody() ? throw new ArgumentException($"users call no actor named '{name}'") : found;
    }
}
