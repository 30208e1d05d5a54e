using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Scenarios.Subsystems;

/// <summary>
/// A part of the kernel that the specification describes: the bugs that it had, what it was like at several times, the
/// scenarios that show it, and what it brings to a storm. To add one, derive from this in a folder of its own, and put
/// it into the catalogue of subsystems: everything else that lists subsystems follows.
/// </summary>
public abstract class Subsystem
{
    /// <summary>Its name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Its defects in the order of their ids, those without a switch too.</summary>
    public abstract IReadOnlyList<Defect> Defects { get; }

    /// <summary>What it was like at several times, the oldest first.</summary>
    public abstract IReadOnlyList<Profile> Profiles { get; }

    /// <summary>Its scenarios in the order in which they are listed, made afresh.</summary>
    public abstract IReadOnlyList<Scenario> Scenarios { get; }

    /// <summary>Its part in storms; null when it has none.</summary>
    public virtual StormSubsystem? Storm => null;

    /// <summary>The defects that have a switch.</summary>
    public IReadOnlyList<Defect> Switches => field ??= [.. Defects.Where(defect => defect.WithoutSwitch is null)];
}
