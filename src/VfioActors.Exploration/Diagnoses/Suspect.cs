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

    /// <summary>Tries other arguments: the same order as far as it goes, else any order within a bound.</summary>
    /// <param name="searches">Whether another order will do.</param>
    /// <returns>Null when the property is not broken then, as far as was tried.</returns>
    internal Suspect? Under(ScenarioArguments arguments, bool searches)
    {
        var setup = Setup.With(arguments);
        Suspect other = new(setup, Property, Schedule);
        var outcome = other.Runner.Run(Schedule, completes: true);
        if (outcome.IsBroken) { return other.Taking(outcome.Taken); }
        return searches && BoundedSearch.Find(setup, Property) is { } found ? other.Taking(found) : null;
    }
}
