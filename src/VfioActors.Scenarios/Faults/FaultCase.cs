using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Vmms;
using VfioActors.Vfio.Faults.Endpoints;
using VfioActors.Vfio.Faults.Regions;

namespace VfioActors.Scenarios.Faults;

/// <summary>One situation of a scenario about fault queues.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Defect">The defect that it shows.</param>
/// <param name="Property">The property that the defect breaks.</param>
public sealed record FaultCase(string Name, string Defect, string Property)
{
    /// <summary>What the queue of each device is like.</summary>
    public IReadOnlyList<Func<FaultQueueOptions, FaultQueueOptions>> Shapes { get; init; } = [options => options];

    /// <summary>
    /// What the first device does, each thing when a user says so; it is the first endpoint of the setting.
    /// </summary>
    public IReadOnlyList<EndpointAction> Told { get; init; } = [];

    /// <summary>What the first device does by itself, on several processors.</summary>
    public IReadOnlyList<IReadOnlyList<EndpointAction>> Alone { get; init; } = [];

    /// <summary>Adds other actors.</summary>
    public Action<FaultSetting> Others { get; init; } = _ => { };

    /// <summary>What is claimed beside what is always claimed, or instead of a claim of the same name.</summary>
    public Func<FaultSetting, IReadOnlyList<Property>> Claims { get; init; } = _ => [];

    /// <summary>What the users do.</summary>
    public required Func<FaultSetting, IReadOnlyList<IReadOnlyList<VmmAction>>> Users { get; init; }

    /// <summary>Adds its actors and what is claimed of them.</summary>
    internal void Build(ScenarioBuilder builder)
    {
        FaultSetting setting = new(builder, Shapes);
        Others(setting);
        if (Told.Count > 0) { setting.AddEndpoint(0, waits: true, Told); }
        foreach (var actions in Users(setting)) { setting.AddUser(actions); }
        foreach (var actions in Alone) { setting.AddEndpoint(0, waits: false, actions); }
        var own = Claims(setting);
        builder.Claim(FaultClaims.OfAll(setting.Actors).Where(usual => own.All(claim => claim.Name != usual.Name)));
        builder.Claim(own);
    }
}
