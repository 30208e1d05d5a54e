using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Diagnoses.Candidates;

/// <summary>A schedule that breaks a property, on its way to being small.</summary>
/// <param name="Setup">What is run.</param>
/// <param name="Property">The property that is to stay broken.</param>
/// <param name="Schedule">The steps, the last of which breaks it.</param>
internal sealed record Candidate(Setup Setup, string Property, IReadOnlyList<StepKey> Schedule)
{
    private ScheduleRunner? _runner;

    /// <summary>The reason that is to stay the same; null while any will do.</summary>
    internal FailureKind? Kind { get; init; }

    /// <summary>Where the smallest form is kept; null where nobody asks for it before the end.</summary>
    internal Smallest? Smallest { get; init; }

    /// <summary>Whether it is to stay as it is.</summary>
    internal bool IsEnough => Smallest?.Cancellation.IsCancellationRequested == true;

    /// <summary>Runs schedules of the same setup; one world serves all of them.</summary>
    internal ScheduleRunner Runner => _runner ??= new(Setup, Property);

    /// <summary>It is the smallest form so far.</summary>
    internal Candidate Kept()
    {
        Smallest?.Keep(this);
        return this;
    }

    /// <summary>The same with another schedule.</summary>
    internal Candidate Taking(IReadOnlyList<StepKey> schedule) => this with { Schedule = schedule };

    /// <summary>
    /// The same with another schedule that was tried, when that breaks the property for the same reason.
    /// </summary>
    internal Candidate? Smaller(ScheduleOutcome outcome)
    {
        if (!outcome.IsBroken) { return null; }
        var smaller = Taking(outcome.Taken);
        return Kind?.Fits(smaller, sameSetup: true) == false ? null : smaller;
    }

    /// <summary>
    /// Tries other arguments: any order that is no longer and breaks it for the same reason, the same one if that does.
    /// </summary>
    /// <returns>Null when the property is not broken so then, as far as was tried.</returns>
    internal Candidate? Under(ScenarioArguments arguments)
    {
        Candidate other = new(Setup.With(arguments), Property, Schedule) { Kind = Kind, Smallest = Smallest };
        var outcome = other.Runner.Run(Schedule, completes: true);
        if (outcome.IsBroken && other.Fitting(outcome.Taken) is { } same) { return same; }
        return BoundedSearch.Failures(other.Setup, Property, Smallest?.Cancellation ?? default)
            .Select(failure => other.Fitting(failure.Schedule))
            .FirstOrDefault(fitting => fitting is not null);
    }

    /// <summary>The same order for a setup from which something is left out, which it need not break.</summary>
    internal Candidate Without(IEnumerable<int> dropped) =>
        new(Setup.With(Setup.Arguments.Without(dropped)), Property, Schedule) { Kind = Kind, Smallest = Smallest };

    /// <summary>
    /// Tries other arguments with the very same order: the property must be broken by it in the same way.
    /// </summary>
    internal Candidate? Same(ScenarioArguments arguments, string reason)
    {
        Candidate other = new(Setup.With(arguments), Property, Schedule) { Kind = Kind, Smallest = Smallest };
        var outcome = other.Runner.Run(Schedule, completes: true);
        return outcome.Finding?.Reason == reason && outcome.Taken.SequenceEqual(Schedule) ? other : null;
    }

    private Candidate? Fitting(IReadOnlyList<StepKey> schedule)
    {
        if (schedule.Count > Schedule.Count) { return null; }
        var taking = Taking(schedule);
        return Kind?.Fits(taking, sameSetup: false) == false ? null : taking;
    }
}
