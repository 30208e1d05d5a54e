using VfioActors.Exploration.Diagnoses.Candidates;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>
/// Makes failures small: leaves out client operations, then steps, then changes from one operation to another, while
/// the same property stays broken by the same defects for the same reason.
/// </summary>
/// <remarks>
/// The reason is the same when steps of the same kinds race, and when what needed clients to overlap still needs it.
/// Of what is left the least is taken: the operations of those who could change places with smaller names, and of their
/// orders the one with the fewest steps and slices, so that one bug comes to one trace.
/// The result is 1-minimal: without any one operation, those that belong together being one, or with any two
/// neighbouring slices of one operation's work put together, the property is not broken for that reason.
/// After Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", TSE 2002.
/// </remarks>
public static class TraceMinimizer
{
    /// <summary>Minimizes a trace that breaks a property: the one its header names, else the first.</summary>
    /// <exception cref="ArgumentException">
    /// The trace breaks nothing, or not what its header says, or does not fit the scenario.
    /// </exception>
    /// <exception cref="ReplayMisfitException">The trace cannot be replayed.</exception>
    public static Diagnosis Minimize(Scenario scenario, Trace trace, CancellationToken cancellation = default) =>
        Begin(scenario, trace).Go(cancellation);

    /// <summary>Gets ready to minimize a trace.</summary>
    public static Minimization Begin(Scenario scenario, Trace trace)
    {
        var report = TraceReplayer.Replay(scenario, trace);
        TraceReplayer.CheckViolation(trace.Header, report);
        var finding = report.Findings.FirstOrDefault(found => found.Property.Name == trace.Header.Violation?.Property)
            ?? (report.Findings.Count > 0 ? report.Findings[0] : null)
            ?? throw new ArgumentException("the trace breaks no property: there is nothing to minimize");
        var setup = TraceReplayer.SetupOf(scenario, trace.Header);
        Failure failure = new(finding.Property, finding.Reason, 0, [.. Keys(setup, trace).Take(finding.StepsShown)]);
        return new(setup, failure, new(trace.Header.Product, trace.Header.Strategy, trace.Header.Seed));
    }

    /// <summary>The smallest form of a failure; when that is ended half-way, the smallest that is known.</summary>
    internal static Candidate Reduce(Setup setup, Failure failure, Smallest? smallest = null)
    {
        Candidate candidate = new(setup, failure.Property.Name, failure.Schedule) { Smallest = smallest };
        candidate = DefectAttribution.Narrow(candidate, failure.Reason);
        if (candidate.IsEnough) { return candidate; }
        candidate = candidate.Kept();

        // A run that only its length condemns stays as long as that.
        if (candidate.Schedule.Count >= RunLimit.StepsMax) { return candidate; }
        candidate = candidate with { Kind = FailureKind.Of(candidate) };
        for (var known = -1; known != Size(candidate) && !candidate.IsEnough;)
        {
            known = Size(candidate);
            candidate = ToldReduction.Reduce(OperationReduction.Reduce(candidate));
            candidate = NameReduction.Reduce(DefectAttribution.NarrowAnyOrder(candidate).Kept());
            candidate = OrderReduction.Reduce(candidate);
        }

        return candidate;
    }

    /// <summary>How much there is to leave out: with fewer steps more operations may not be needed.</summary>
    private static int Size(Candidate candidate) =>
        candidate.Schedule.Count + candidate.Setup.Operations.Count - candidate.Setup.Arguments.Dropped.Count;

    private static List<StepKey> Keys(Setup setup, Trace trace)
    {
        var world = setup.MakeWorld();
        List<StepKey> keys = [];
        foreach (var step in trace.Steps)
        {
            var choice = world.Enabled.ToArray().First(one => TraceRecording.Expected(world, one).SameStepAs(step));
            keys.Add(world.KeyOf(choice));
            world.Take(choice);
        }

        return keys;
    }
}
