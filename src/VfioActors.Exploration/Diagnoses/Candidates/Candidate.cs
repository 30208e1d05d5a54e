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
    private string? _reason;

    /// <summary>The reason that is to stay the same; null while any will do.</summary>
    internal FailureKind? Kind { get; init; }

    /// <summary>Where the smallest form is kept; null where nobody asks for it before the end.</summary>
    internal Smallest? Smallest { get; init; }

    /// <summary>Whether it is to stay as it is.</summary>
    internal bool IsEnough => Smallest?.Cancellation.IsCancellationRequested == true;

    /// <summary>Leaves what takes long, of which half is of no use: asked between two steps.</summary>
    /// <exception cref="OperationCanceledException">It is to stay as it is.</exception>
    internal void LeaveWhenEnough() => Smallest?.Cancellation.ThrowIfCancellationRequested();

    /// <summary>Runs schedules of the same setup; one world serves all of them.</summary>
    internal ScheduleRunner Runner => _runner ??= new(Setup, Property);

    /// <summary>In which words the schedule breaks the property.</summary>
    private string? Reason => _reason ??= Runner.Run(Schedule, completes: true).Finding?.Reason;

    /// <summary>It is the smallest form so far.</summary>
    internal Candidate Kept()
    {
        Smallest?.Keep(this);
        return this;
    }

    /// <summary>The same with another schedule.</summary>
    internal Candidate Taking(IReadOnlyList<StepKey> schedule) => this with { Schedule = schedule, _reason = null };

    /// <summary>The same, of which what races is found out anew: steps that raced may have been left out.</summary>
    internal Candidate Racing() =>
        Kind is null ? this : this with { Kind = Kind with { Races = RaceFinder.Kinds(this) } };

    /// <summary>
    /// The same with another schedule that was tried, when that breaks the property for the same reason.
    /// </summary>
    internal Candidate? Smaller(ScheduleOutcome outcome)
    {
        if (!outcome.IsBroken) { return null; }
        var smaller = Taking(outcome.Taken);
        return Kind?.Fits(smaller, sameSetup: true) != false ? smaller : Part(smaller, outcome);
    }

    /// <summary>
    /// Tries other arguments: any order that is no longer and breaks it for the same reason, the same one if that does.
    /// </summary>
    /// <returns>Null when the property is not broken so then, as far as was tried.</returns>
    internal Candidate? Under(ScenarioArguments arguments)
    {
        Candidate other = new(Setup.With(arguments), Property, Schedule) { Kind = Kind, Smallest = Smallest };
        var outcome = other.Runner.Run(Schedule, completes: true);
        if (outcome.IsBroken && (other.Fitting(outcome.Taken) ?? Part(other, outcome)) is { } same) { return same; }
        return other.Failures()
            .Select(failure => other.Fitting(failure.Schedule))
            .FirstOrDefault(fitting => fitting is not null);
    }

    /// <summary>See <see cref="BoundedSearch.Failures"/>.</summary>
    internal IEnumerable<Failure> Failures() =>
        Smallest?.Failures(Setup, Property) ?? BoundedSearch.Failures(Setup, Property);

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

    /// <summary>
    /// A run that is this one with steps left out and breaks the property in the same words does so for the same
    /// reason, although what raced is not there any more: at the same step, or where nothing races that did not before.
    /// </summary>
    /// <param name="setup">What was run.</param>
    private Candidate? Part(Candidate setup, ScheduleOutcome outcome)
    {
        if (Kind is null || !IsPart(outcome.Taken) || outcome.Finding?.Reason != Reason) { return null; }
        var part = setup.Taking(outcome.Taken).Racing();
        var isSame = (outcome.Taken is [.., var last] && last == Schedule[^1])
            || (part.Kind!.Races is { } races && Kind.Races is { } before && races.IsSubsetOf(before));
        return isSame && (setup.Setup == Setup || Kind.FitsClients(part)) ? part : null;
    }

    /// <summary>Whether an order is this one with steps left out.</summary>
    private bool IsPart(IReadOnlyList<StepKey> order)
    {
        var next = 0;
        foreach (var step in Schedule)
        {
            if (next < order.Count && order[next] == step) { next++; }
        }

        return next == order.Count;
    }

    private Candidate? Fitting(IReadOnlyList<StepKey> schedule)
    {
        if (schedule.Count > Schedule.Count) { return null; }
        var taking = Taking(schedule);
        return Kind?.Fits(taking, sameSetup: false) == false ? null : taking;
    }
}
