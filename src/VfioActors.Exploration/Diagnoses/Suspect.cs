using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>A schedule that breaks a property, on its way to being small.</summary>
/// <param name="Setup">What is run.</param>
/// <param name="Property">The property that is to stay broken.</param>
/// <param name="Schedule">The steps, the last of which breaks it.</param>
internal sealed record Suspect(Setup Setup, string Property, IReadOnlyList<StepKey> Schedule)
{
    private ScheduleRunner? _runner;

    /// <summary>Runs schedules of the same setup; one world serves all of them.</summary>
    internal ScheduleRunner Runner => _runner ??= new(Setup, Property);

    /// <summary>The same with another schedule.</summary>
    internal Suspect Taking(IReadOnlyList<StepKey> schedule) => this with { Schedule = schedule };

    /// <summary>Tries other arguments: any order that is no longer breaks it, the same one if that does.</summary>
    /// <returns>Null when the property is not broken then, as far as was tried.</returns>
    internal Suspect? Under(ScenarioArguments arguments)
    {
        Suspect other = new(Setup.With(arguments), Property, Schedule);
        var outcome = other.Runner.Run(Schedule, completes: true);
        if (outcome.IsBroken && outcome.Taken.Count <= Schedule.Count) { return other.Taking(outcome.Taken); }
        return BoundedSearch.Find(other.Setup, Property) is { } found && found.Count <= Schedule.Count
            ? other.Taking(found) : null;
    }

    /// <summary>
    /// Tries other arguments with the very same order: the property must be broken by it in the same way.
    /// </summary>
    internal Suspect? Same(ScenarioArguments arguments, string reason)
    {
        Suspect other = new(Setup.With(arguments), Property, Schedule);
        var outcome = other.Runner.Run(Schedule, completes: true);
        return outcome.Finding?.Reason == reason && outcome.Taken.SequenceEqual(Schedule) ? other : null;
    }
}
