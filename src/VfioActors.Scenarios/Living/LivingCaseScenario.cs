using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Subsystems;

namespace VfioActors.Scenarios.Living;

/// <summary>
/// A scenario of several small situations about the living kernel: the fewest actors that have a race.
/// </summary>
public abstract class LivingCaseScenario() : SubsystemScenario(LivingSubsystem.Instance)
{
    private const string CaseName = "case";

    /// <summary>The situations, the first being the default.</summary>
    public abstract IReadOnlyList<LivingCase> Cases { get; }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<ScenarioParameter> Parameters =>
        [ScenarioParameter.Word(CaseName, "which situation", [.. Cases.Select(known => known.Name)])];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Exhibit> Exhibits =>
        [.. Cases.Select(known => new Exhibit(known.Defect, known.Property, (CaseName, known.Name)))];

    /// <inheritdoc/>
    public sealed override void Build(ScenarioBuilder builder) =>
        Cases.First(known => known.Name == builder.Word(CaseName)).Build(new(builder));
}
