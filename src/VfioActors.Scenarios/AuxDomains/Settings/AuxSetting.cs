using VfioActors.Behaviors;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.AuxDomains.Actors;
using VfioActors.Scenarios.AuxDomains.Claims;
using VfioActors.Scenarios.Workloads.Clients;
using VfioActors.Vfio.AuxDomains;
using VfioActors.Vfio.IommuUnits;

namespace VfioActors.Scenarios.AuxDomains.Settings;

/// <summary>
/// The actors of a scenario about aux-domains, always in the same order: domains D, E, F and so on, units iommu0 and so
/// on, the allocator pasids, then the clients CPU0, CPU1 and so on.
/// </summary>
public sealed class AuxSetting
{
    private readonly ScenarioBuilder _builder;
    private readonly IReadOnlyList<DeviceOptions> _devices;
    private readonly List<(ActorId, IReadOnlyList<ClientStep>)> _clients = [];

    /// <summary>Adds the actors beside the clients.</summary>
    public AuxSetting(ScenarioBuilder builder, AuxSettingOptions options)
    {
        _builder = builder;
        _devices = options.Devices;
        Names = [.. options.Devices.Select(device => device.Name)];
        var (domains, units) = (options.Domains.Count, options.Units.Count);
        var first = builder.Topology.Count + 1;
        Domains = [.. Enumerable.Range(first, domains).Select(number => new ActorId(number))];
        Units = [.. Enumerable.Range(first + domains, units).Select(number => new ActorId(number))];
        Allocator = new(first + domains + units);
        UnitOfDevice = [.. options.Devices.Select((_, device) => Units[PlaceOfUnit(options, device)])];
        AddDomains(options);
        AddUnits(options);
        builder.Add("pasids", new PasidAllocatorBehavior(options.TakenPasids, builder.Defects));
    }

    /// <summary>The domains.</summary>
    public IReadOnlyList<ActorId> Domains { get; }

    /// <summary>The units.</summary>
    public IReadOnlyList<ActorId> Units { get; }

    /// <summary>The allocator.</summary>
    public ActorId Allocator { get; }

    /// <summary>The unit of each device.</summary>
    public IReadOnlyList<ActorId> UnitOfDevice { get; }

    /// <summary>The names of the devices.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The actors so far, for properties.</summary>
    public AuxActors Actors => new()
    {
        Domains = Domains,
        Units = Units,
        Allocator = Allocator,
        UnitOfDevice = UnitOfDevice,
        Devices = _devices,
        Clients = [.. _clients],
    };

    /// <summary>The name of a domain.</summary>
    public static string NameOfDomain(int domain) =>
        domain <= 'Z' - 'D' ? ((char)('D' + domain)).ToString() : $"D{domain}";

    /// <summary>Something that a client asks of a domain, about a device.</summary>
    public ClientAction Ask(ClientActionKind kind, int domain, int device) =>
        new(kind, Domains[domain]) { Device = new(device) };

    /// <summary>Something that a client asks of the unit of a device.</summary>
    public ClientAction Ask(ClientActionKind kind, int device) =>
        new(kind, UnitOfDevice[device]) { Device = new(device), Second = Allocator };

    /// <summary>Attaching a domain to a device.</summary>
    public ClientAction Attach(int domain, int device) => Ask(ClientActionKind.Attach, domain, device);

    /// <summary>Detaching it.</summary>
    public ClientAction Detach(int domain, int device) => Ask(ClientActionKind.Detach, domain, device);

    /// <summary>Adds the next client.</summary>
    /// <returns>The client.</returns>
    public ActorId AddClient(params IEnumerable<ClientAction> actions)
    {
        var name = $"CPU{_clients.Count}";
        ActionText text = new(Names, _builder.Topology);
        var script = _builder.Script(name, actions.Select(action => (text.Of(action), action)));
        List<ClientStep> steps = [.. script.Select(operation => new ClientStep(operation.Id, operation.Operation))];
        var client = _builder.Add(name, new ClientBehavior(steps, _builder.Defects));
        _clients.Add((client, steps));
        return client;
    }

    /// <summary>
    /// Claims every property of the specification that a scenario of this kind may break, but for those left out.
    /// </summary>
    public void ClaimAll(params IEnumerable<string> except)
    {
        _builder.Claim(AuxClaims.Of(Actors).Where(property => !except.Contains(property.Name)));
    }

    private static int PlaceOfUnit(AuxSettingOptions options, int device) =>
        device < options.UnitOfDevice.Count ? options.UnitOfDevice[device] : 0;

    private void AddDomains(AuxSettingOptions options)
    {
        AuxDomainOptions usual = new()
        {
            Units = UnitOfDevice,
            DeviceNames = Names,
            Allocator = Allocator,
            RecordsMayFail = _builder.AsksAll,
        };
        for (var domain = 0; domain < options.Domains.Count; domain++)
        {
            _builder.Add(NameOfDomain(domain), new AuxDomainBehavior(options.Domains[domain](usual), _builder.Defects));
        }
    }

    private void AddUnits(AuxSettingOptions options)
    {
        for (var unit = 0; unit < options.Units.Count; unit++)
        {
            var place = unit;
            IommuUnitOptions usual = new()
            {
                Devices = new DevicesOfUnit(options.Devices, device => PlaceOfUnit(options, device) == place),
                NameOf = _builder.Topology.NameOf,
            };
            _builder.Add($"iommu{unit}", new IommuUnitBehavior(options.Units[unit](usual), _builder.Defects));
        }
    }
}
