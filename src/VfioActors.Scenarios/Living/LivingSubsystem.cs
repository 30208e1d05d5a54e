using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Subsystems;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Kernels;

namespace VfioActors.Scenarios.Living;

/// <summary>The living kernel: races in iommufd, PASID tables, resets and interrupts that were fixed from 2023 to 2026.
/// </summary>
public sealed class LivingSubsystem : Subsystem
{
    private LivingSubsystem()
    {
    }

    /// <summary>The only one.</summary>
    public static LivingSubsystem Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => LivingDefects.Subsystem;

    /// <inheritdoc/>
    public override IReadOnlyList<Defect> Defects => LivingDefects.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Profile> Profiles => LivingProfiles.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios =>
    [
        new LivingIommufdScenario(),
        new LivingPageRequestScenario(),
        new LivingEntryScenario(),
        new LivingInterruptScenario(),
        new PasidResetScenario(),
    ];
}
