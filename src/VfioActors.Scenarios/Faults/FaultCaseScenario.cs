using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Vmms;
using VfioActors.Vfio.Faults.Regions;

namespace VfioActors.Scenarios.Faults;

/// <summary>A scenario of several small situations about fault queues.</summary>
public abstract class FaultCaseScenario() : SeedScenario(Seed.Fault)
{
    private const string CaseName = "case";

    /// <summary>The situations, the first being the default.</summary>
    public abstract IReadOnlyList<FaultCase> Cases { get; }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<ScenarioParameter> Parameters =>
        [ScenarioParameter.Word(CaseName, "which situation", [.. Cases.Select(known => known.Name)])];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Exhibit> Exhibits =>
        [.. Cases.Select(known => new Exhibit(known.Defect, known.Property, (CaseName, known.Name)))];

    /// <inheritdoc/>
    public sealed override void Build(ScenarioBuilder builder) =>
        Cases.First(known => known.Name == builder.Word(CaseName)).Build(builder);

    /// <summary>Queues with two regions, as posted.</summary>
    protected static IReadOnlyList<Func<FaultQueueOptions, FaultQueueOptions>> TwoRegions { get; } =
        [options => options.AsPosted];

    /// <summary>A queue with one region and so many slots.</summary>
    protected static IReadOnlyList<Func<FaultQueueOptions, FaultQueueOptions>> Slots(int records) =>
        [options => options with { Records = records }];

    /// <summary>One user.</summary>
    protected static Func<FaultSetting, IReadOnlyList<IReadOnlyList<VmmAction>>> One(
        Func<FaultSetting, IReadOnlyList<VmmAction>> actions) => setting => [actions(setting)];
}
