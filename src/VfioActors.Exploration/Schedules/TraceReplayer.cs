using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Livelocks;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Properties.Standard;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Schedules;

/// <summary>Takes the steps of a trace again, exactly: every message and every fingerprint must be the same.</summary>
public static class TraceReplayer
{
    /// <summary>Replays.</summary>
    /// <exception cref="ReplayMisfitException">A step cannot be taken or leads elsewhere.</exception>
    /// <exception cref="ArgumentException">The header does not fit the scenario.</exception>
    public static ReplayReport Replay(Scenario scenario, Trace trace)
    {
        var setup = SetupOf(scenario, trace.Header);
        var world = setup.MakeWorld();
        PropertyChecker checker = new(world, setup.Properties);
        foreach (var step in trace.Steps)
        {
            var choice = Find(world, step);
            checker.Before(world, choice);
            world.Take(choice);
            checker.After(world);
            if (world.Fingerprint != step.Fingerprint) { throw Elsewhere(world, step); }
        }

        var isAtRest = world.Enabled.Length == 0;
        if (isAtRest && world.Crash is null) { checker.Rest(world); }
        else if (trace.Header.Violation?.Property == NoLivelock.Instance.Name)
        {
            LookForLivelock(setup, world, checker);
        }

        HashSet<Property> looked = [.. checker.Looked.Select(place => setup.Properties[place])];
        var judged = JudgedProperties.Of(setup, looked);
        if (!isAtRest) { judged = judged.WithoutEnd(); }
        return new(world.Depth, world.Fingerprint, [.. checker.Found], judged, isAtRest);
    }

    /// <summary>Holds what a trace says of itself, that it breaks something, to what it came to.</summary>
    /// <param name="header">What it says.</param>
    /// <param name="report">What it came to.</param>
    /// <exception cref="ArgumentException">That is something else.</exception>
    public static void CheckViolation(TraceHeader header, ReplayReport report)
    {
        if (header.Violation is not { } violation) { return; }
        var name = violation.Property;
        string[] known =
            [.. report.Judged.Claims, .. report.Judged.Checks, .. report.Judged.NeverApplied];
        if (!known.Contains(name))
        {
            throw new ArgumentException($"its header says that it breaks {name}: there is no such property; "
                + $"there are {string.Join(", ", known)}");
        }

        if (violation.Defects.Except(header.Defects).FirstOrDefault() is { } defect)
        {
            throw new ArgumentException($"its header blames {defect}, which is not among its defects");
        }

        Finding[] found = [.. report.Findings.Where(finding => finding.Property.Name == name)];
        if (found.Length == 0)
        {
            throw new ArgumentException($"its header says that it breaks {name}, and replayed it does not");
        }

        // A trace as it was found, which was not made small, says where it is known.
        if (!found.Any(finding => finding.Step == violation.Step || finding.StepsShown - 1 == violation.Step))
        {
            throw new ArgumentException($"its header says that it breaks {name} at step {violation.Step}, "
                + $"and replayed it does at step {found[0].Step}");
        }
    }

    private static void LookForLivelock(Setup setup, World world, PropertyChecker checker)
    {
        var reason = EndlessRun.Ended(world, setup.Scenario.TellsStatesApart);
        if (reason is not null) { checker.Note(new(NoLivelock.Instance, ActorId.Nobody, world.Depth - 1, reason)); }
    }

    /// <summary>Replays, and writes the run down again with its notes: the same trace, when all is well.</summary>
    /// <exception cref="ReplayMisfitException">A step cannot be taken.</exception>
    /// <exception cref="ArgumentException">The header does not fit the scenario.</exception>
    public static Trace Record(Scenario scenario, Trace trace)
    {
        var world = SetupOf(scenario, trace.Header).MakeWorld();
        world.Listening = true;
        List<TraceStep> steps = [];
        foreach (var step in trace.Steps)
        {
            world.Take(Find(world, step));
            steps.Add(TraceRecording.Taken(world));
        }

        return trace with { Steps = steps };
    }

    /// <summary>Builds the scenario as a header says.</summary>
    /// <exception cref="ArgumentException">The header does not fit the scenario.</exception>
    public static Setup SetupOf(Scenario scenario, TraceHeader header)
    {
        var delivery = DeliveryNames.Find(header.Delivery)
            ?? throw new ArgumentException(
                $"there is no delivery '{header.Delivery}'; there are {string.Join(", ", DeliveryNames.All)}");
        var arguments = ScenarioArguments.Of(scenario, header.Parameters.Select(pair => (pair.Key, pair.Value)),
            header.Defects).Asking(header.AsksAll);
        BagFaults faults = new(header.Losses, header.Repeats);
        var setup = Setup.Of(scenario, arguments.Without(header.Dropped), delivery, faults);
        var operations = setup.Operations.Select(operation =>
            new TraceOperation(operation.Id.Value, operation.Client, operation.Text));
        return operations.SequenceEqual(header.Operations)
            ? setup
            : throw new ArgumentException(
                $"the operations of the trace are not those of '{scenario.Name}' with these parameters");
    }

    /// <summary>
    /// Finds the step among the enabled ones. A message of an actor to itself and a timer of its own may look the same
    /// in a trace: then the one that leads to the fingerprint is meant.
    /// </summary>
    private static Choice Find(World world, TraceStep step)
    {
        List<Choice> fits = [.. world.Enabled.ToArray().Where(choice =>
            world.NameOf(choice.Receiver) == step.To && TraceRecording.Expected(world, choice).SameStepAs(step))];
        return fits.Count switch
        {
            0 => throw new ReplayMisfitException(step.Number, Text(step), $"enabled: {Enabled(world)}"),
            1 => fits[0],
            _ => fits.Find(choice => LeadsTo(world, choice, step.Fingerprint)) is { Receiver.IsSomebody: true } meant
                ? meant
                : fits[0],
        };
    }

    private static bool LeadsTo(World world, Choice choice, ulong fingerprint)
    {
        var depth = world.Depth;
        world.Take(choice);
        var leads = world.Fingerprint == fingerprint;
        world.BackTo(depth);
        return leads;
    }

    private static ReplayMisfitException Elsewhere(World world, TraceStep step) => new(
        step.Number,
        $"fingerprint {Fingerprint.Text(step.Fingerprint)} after {Text(step)}",
        $"the state has {Fingerprint.Text(world.Fingerprint)}");

    private static string Enabled(World world) =>
        world.Enabled.Length == 0
            ? "nothing"
            : string.Join("; ", world.Enabled.ToArray().Select(choice => Text(TraceRecording.Expected(world, choice))));

    private static string Text(TraceStep step) =>
        $"{step.From} -> {step} for operation {step.Operation}, cause {step.Cause}";
}
