using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Faults.Actors;
using VfioActors.Scenarios.Workloads.Vmms;
using VfioActors.Vfio.Faults.Endpoints;
using VfioActors.Vfio.Faults.IrqTables;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Faults.Regions;
using VfioActors.Vfio.Faults.Reporters;

namespace VfioActors.Scenarios.Faults.Settings;

/// <summary>
/// The actors of a scenario about fault queues, always in the same order: for each device its queue q0 and its
/// interrupts irq0, the handler, then users and devices as they are added.
/// </summary>
public sealed class FaultSetting
{
    private const int RememberedMost = 4096;

    private readonly ScenarioBuilder _builder;
    private readonly List<(ActorId, IReadOnlyList<VmmStep>)> _users = [];
    private readonly List<(ActorId, IReadOnlyList<EndpointStep>)> _endpoints = [];
    private readonly List<ActorId> _others = [];
    private readonly FaultInterface _interface;

    /// <summary>Adds the actors beside users and devices.</summary>
    /// <param name="shapes">What the queue of each device is like, beside the usual.</param>
    /// <param name="handler">What the handler is like, beside the usual.</param>
    public FaultSetting(
        ScenarioBuilder builder,
        IReadOnlyList<Func<FaultQueueOptions, FaultQueueOptions>> shapes,
        FaultReporterOptions? handler = null)
    {
        _builder = builder;
        var first = builder.Topology.Count + 1;
        Queues = [.. Enumerable.Range(0, shapes.Count).Select(device => new ActorId(first + (2 * device)))];
        Interrupts = [.. Enumerable.Range(0, shapes.Count).Select(device => new ActorId(first + 1 + (2 * device)))];
        Reporter = new(first + (2 * shapes.Count));
        for (var device = 0; device < shapes.Count; device++)
        {
            var options = shapes[device](new()
            {
                Device = new(device),
                Reporter = Reporter,
                Interrupts = Interrupts[device],
                MemoryMayFail = builder.AsksAll,
            });
            _interface = options.Interface;
            builder.Add($"q{device}", new FaultQueueBehavior(options, builder.Defects));
            builder.Add($"irq{device}",
                new IrqTableBehavior(Queues[device], options.HasInterrupt, builder.Defects));
        }

        handler ??= new();
        builder.Add("iommu", new FaultReporterBehavior(
            handler with { Devices = Math.Max(shapes.Count, 1), Remembered = RememberedMost }, builder.Defects));
    }

    /// <summary>The queue of each device.</summary>
    public IReadOnlyList<ActorId> Queues { get; }

    /// <summary>The interrupts of each device.</summary>
    public IReadOnlyList<ActorId> Interrupts { get; }

    /// <summary>The handler.</summary>
    public ActorId Reporter { get; }

    /// <summary>The devices that were added, in the order in which they were.</summary>
    public IReadOnlyList<ActorId> Endpoints => [.. _endpoints.Select(known => known.Item1)];

    /// <summary>The other actors that were added.</summary>
    public IReadOnlyList<ActorId> Others => _others;

    /// <summary>The number that the next actor gets.</summary>
    public ActorId Next => _builder.Topology.Next;

    /// <summary>Which defects are on.</summary>
    public DefectSet Defects => _builder.Defects;

    /// <summary>Whether the host is asked wherever memory may be missing.</summary>
    public bool AsksAll => _builder.AsksAll;

    /// <summary>The actors so far, for properties.</summary>
    public FaultActors Actors => new()
    {
        Queues = Queues,
        Interrupts = Interrupts,
        Reporter = Reporter,
        Users = [.. _users],
        Endpoints = [.. _endpoints],
        Interface = _interface,
    };

    /// <summary>Adds another actor.</summary>
    public ActorId Add<TState>(string name, IBehavior<TState> behavior)
        where TState : State
    {
        var actor = _builder.Add(name, behavior);
        _others.Add(actor);
        return actor;
    }

    /// <summary>Adds a device that faults.</summary>
    /// <param name="device">Which device it is.</param>
    /// <param name="waits">Whether it does each thing when a user says so.</param>
    /// <param name="actions">What it does.</param>
    public ActorId AddEndpoint(int device, bool waits, IReadOnlyList<EndpointAction> actions)
    {
        var name = $"dev{device}";
        if (_builder.Topology.TryFind(name, out _)) { name = $"dev{device}.{_endpoints.Count}"; }
        IReadOnlyList<EndpointStep> script =
        [
            .. _builder.Script(name, actions.Select(action => (FaultText.Of(action), action)))
                .Select(step => new EndpointStep(step.Id, step.Operation)),
        ];
        var actor = _builder.Add(name, new EndpointBehavior(new(new(device), Reporter, script) { Waits = waits }));
        _endpoints.Add((actor, script));
        return actor;
    }

    /// <summary>Adds a user.</summary>
    /// <param name="guest">Its guest, or nobody.</param>
    /// <param name="serves">Whether it goes on reading rings whenever it is signalled.</param>
    public ActorId AddUser(IReadOnlyList<VmmAction> actions, ActorId guest = default, bool serves = false)
    {
        var name = $"CPU{_users.Count}";
        IReadOnlyList<VmmStep> script =
        [
            .. _builder.Script(name, actions.Select(action => (FaultText.Of(action), action)))
                .Select(step => new VmmStep(step.Id, step.Operation)),
        ];
        VmmOptions options = new()
        {
            Script = script,
            Queues = Queues,
            Reporter = Reporter,
            Interface = _interface,
            Guest = guest,
            Serves = serves,
        };
        var actor = _builder.Add(name, new VmmBehavior(options));
        _users.Add((actor, script));
        return actor;
    }
}
