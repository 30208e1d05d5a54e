using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Values;
using VfioActors.Hosting.Configurations;
using VfioActors.Hosting.Doors;
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
        DeviceIds = new TopologyPlan(topology, defects, _actors).DeviceIds;
        Doors =
        [
            .. topology.Memories.Keys.Select(name => DoorTo(name, DoorProtocols.Memory)),
            .. topology.Containers.Keys.Select(name => DoorTo(name, DoorProtocols.Container)),
            .. topology.SpaprContainers.Keys.Select(name => DoorTo(name, DoorProtocols.SpaprContainer)),
            .. topology.Devices.Where(one => !topology.IsScalable(one.Value))
                .Select(one => DoorTo(one.Key, DoorProtocols.Group)),
            .. topology.Mdevs.Keys.Select(name => DoorTo(name, DoorProtocols.Group)),
            .. topology.Mdevs.Keys.Select(name => DoorTo($"{name}-driver", DoorProtocols.VendorDriver)),
            .. topology.AuxDomains.Keys.Select(name => DoorTo(name, DoorProtocols.AuxDomain)),
            .. topology.FaultQueues.Keys.Select(name => DoorTo(name, DoorProtocols.FaultQueue)),
        ];
        Topology = _actors.Build();
    }

    /// <summary>All actors.</summary>
    internal Topology Topology { get; }

    /// <summary>What each door is like.</summary>
    internal IReadOnlyList<DoorOptions> Doors { get; }

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

        return new(name, _actors[name], protocol, callers, _settings.Waiting, NextOperation);
    }

    /// <summary>A number for a call: none that is in flight has it.</summary>
    private OperationId NextOperation()
    {
        var next = Interlocked.Increment(ref _operations) & int.MaxValue;
        return next == 0 ? NextOperation() : new(next);
    }
}
