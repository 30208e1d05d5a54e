using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Values;
using VfioActors.Hosting.Configurations;
using VfioActors.Hosting.Doors;
using VfioActors.Hosting.Events;
using VfioActors.Hosting.Parts;
using VfioActors.Hosting.Telemetry;
using VfioActors.Hosting.Topologies;
using VfioActors.Vfio.Values;

namespace VfioActors.Hosting.Kernels;

/// <summary>The actors of a topology, and a door for each that users call.</summary>
internal sealed class KernelPlan
{
    private readonly ActorPlan _actors = new();
    private readonly HostingSettings _settings;
    private int _operations;

    internal KernelPlan(HostingSettings settings, DefectSet defects)
    {
        _settings = settings;
        var topology = settings.Topology;
        TopologyPlan planned = new(topology, defects, _actors);
        DeviceIds = planned.DeviceIds;
        Doors =
        [
            .. topology.Memories.Keys.Select(name => DoorTo(name, DoorProtocols.Memory)),
            .. topology.Containers.Keys.Select(name => DoorTo(name, DoorProtocols.Container)),
            .. topology.SpaprContainers.Keys.Select(name => DoorTo(name, DoorProtocols.SpaprContainer)),
            .. topology.Devices.Where(one => !topology.IsScalable(one.Value))
                .Select(one => DoorTo(one.Key, DoorProtocols.Group)),
            .. topology.Mdevs.Keys.Select(name => DoorTo(name, DoorProtocols.Group)),
            .. topology.Mdevs.Where(one => !one.Value.OwnDriver)
                .Select(one => DoorTo($"{one.Key}-driver", DoorProtocols.VendorDriver)),
            .. topology.AuxDomains.Keys.Select(name => DoorTo(name, DoorProtocols.AuxDomain)),
            .. topology.FaultQueues.Keys.Select(name => DoorTo(name, DoorProtocols.FaultQueue)),
        ];
        Parts =
        [
            .. topology.Mdevs.Where(one => one.Value.OwnDriver)
                .Select(one => DriverPart(one.Key, one.Value, planned.PinsNeedOpenDevice)),
            .. topology.FaultQueues.Keys.SelectMany(FaultParts),
        ];
        Topology = _actors.Build();
        Telemetry.Watch(Topology.Count);
    }

    /// <summary>All actors.</summary>
    internal Topology Topology { get; }

    /// <summary>What each door is like.</summary>
    internal IReadOnlyList<DoorOptions> Doors { get; }

    /// <summary>Who is told what happens.</summary>
    internal VfioEvents Events { get; } = new();

    /// <summary>Who counts what is called, and looks at what is held.</summary>
    internal KernelTelemetry Telemetry { get; } = new();

    /// <summary>What an application may play itself.</summary>
    internal IReadOnlyList<PartPlan> Parts { get; }

    /// <summary>The number of each device that is no actor.</summary>
    internal IReadOnlyDictionary<string, DeviceId> DeviceIds { get; }

    private DoorOptions DoorTo(string name, DoorProtocol protocol)
    {
        List<ActorId> callers = [];
        for (var caller = 0; caller < _settings.Callers; caller++)
        {
            var call = $"{name}.{caller}";
            _actors.Add(call, () => new CallerBehavior());
            callers.Add(_actors[call]);
        }

        return new(name, _actors[name], protocol, callers, _settings.Waiting, NextOperation)
        {
            Events = Events,
            Meter = Telemetry.MeterOf(name),
        };
    }

    private PartPlan DriverPart(string mdev, MdevDeclaration declared, bool pinsNeedOpenDevice)
    {
        var part = PartOf($"{mdev}-driver");
        DriverPartOptions options = new(
            part, _actors[mdev], _actors[declared.Container], declared.Callback, pinsNeedOpenDevice);
        return new(part.Name, part.Place, () => new DriverPartActor(options));
    }

    private IEnumerable<PartPlan> FaultParts(string queue, int device)
    {
        FaultPartOptions Options(string part) =>
            new(PartOf(part), new(device), _actors[queue], _actors[$"{queue}-irq"], _actors["faults"]);

        var (raises, uses) = (Options($"{queue}-device"), Options($"{queue}-guest"));
        return
        [
            new(raises.Part.Name, raises.Part.Place, () => new DevicePartActor(raises)),
            new(uses.Part.Name, uses.Part.Place, () => new GuestPartActor(uses)),
        ];
    }

    private PartOptions PartOf(string name) => new(name, _actors[name], _settings.PartPatience, NextOperation, Events)
    {
        Meter = Telemetry.MeterOf(name),
    };

    /// <summary>A number for a call: none that is in flight has it.</summary>
    private OperationId NextOperation()
    {
        var next = Interlocked.Increment(ref _operations) & int.MaxValue;
        return next == 0 ? NextOperation() : new(next);
    }
}
