using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Workloads.Clients;
using VfioActors.Scenarios.Workloads.Storms;
using VfioActors.Vfio.IommuUnits;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>Who is who in a scenario about aux-domains: what the properties of several actors look at.</summary>
public sealed record AuxActors
{
    /// <summary>The domains.</summary>
    public required IReadOnlyList<ActorId> Domains { get; init; }

    /// <summary>The IOMMU units.</summary>
    public required IReadOnlyList<ActorId> Units { get; init; }

    /// <summary>The allocator of PASIDs.</summary>
    public required ActorId Allocator { get; init; }

    /// <summary>The unit of each device.</summary>
    public required IReadOnlyList<ActorId> UnitOfDevice { get; init; }

    /// <summary>The devices by their number.</summary>
    public required IReadOnlyList<DeviceOptions> Devices { get; init; }

    /// <summary>The clients with what they do.</summary>
    public required IReadOnlyList<(ActorId Client, IReadOnlyList<ClientStep> Script)> Clients { get; init; }

    /// <summary>The clients of a storm, beside those with scripts.</summary>
    public IReadOnlyList<ActorId> StormClients { get; init; } = [];

    /// <summary>The place in the mix of a storm of the workload that attaches.</summary>
    public int AttachPlace { get; init; }

    /// <summary>The device's name.</summary>
    internal string NameOfDevice(DeviceId device) => Devices[device.Value].Name;

    /// <summary>How many entries the device's table has.</summary>
    internal int PasidsMaxOf(DeviceId device) => Devices[device.Value].PasidsMax;

    /// <summary>How often the clients hold a domain attached to a device, by what they were answered.</summary>
    internal int Held(IWorldView view, ActorId domain, DeviceId device)
    {
        var held = 0;
        for (var at = 0; at < Clients.Count; at++)
        {
            var (client, script) = Clients[at];
            held += ClientBehavior.Held(script, view.State<ClientState>(client), domain, device);
        }

        StormThing thing = new(AttachPlace, domain, device.Value);
        foreach (var client in StormClients) { held += view.State<StormClientState>(client).Held[thing]; }

        return held;
    }
}
