using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>
/// Tries whether the order of steps of one run breaks the same property in another setup: one with fewer clients, say.
/// </summary>
public static class CrossReplay
{
    /// <summary>Takes the steps of an order as far as they are there, and passes over the others.</summary>
    /// <param name="setup">What to run.</param>
    /// <param name="property">The property to look at.</param>
    /// <param name="order">The steps.</param>
    /// <returns>The steps that were taken, up to the one that broke the property; null when none did.</returns>
    /// <remarks>
    /// With less before it, an operation may need steps that the order does not have: an attach that was only counted
    /// is the first now. If leaving such steps to the end breaks nothing, they are tried as soon as they are there.
    /// </remarks>
    public static IReadOnlyList<StepKey>? Try(Setup setup, string property, IReadOnlyList<StepKey> order)
    {
        ScheduleRunner runner = new(setup, property);
        var outcome = runner.Run(order, completes: true);
        return outcome.IsBroken ? outcome.Taken : Eagerly(runner, order);
    }

    private static List<StepKey>? Eagerly(ScheduleRunner runner, IReadOnlyList<StepKey> order)
    {
        var left = order.CountBy(key => key).ToDictionary();
        List<StepKey> taken = [];
        runner.TryBegin(order, 0);
        foreach (var key in order)
        {
            while (TryFindMore(runner, left, out var more))
            {
                taken.Add(runner.World.KeyOf(more));
                if (runner.Step(more) is not null) { return taken; }
            }

            left[key]--;
            if (!runner.TryFind(key, out var choice)) { continue; }
            taken.Add(key);
            if (runner.Step(choice) is not null) { return taken; }
        }

        return null;
    }

    /// <summary>A step that is there and that the rest of the order does not have.</summary>
    private static bool TryFindMore(ScheduleRunner runner, Dictionary<StepKey, int> left, out Choice more)
    {
        foreach (var choice in runner.World.Enabled)
        {
            more = choice;
            if (left.GetValueOrDefault(runner.World.KeyOf(choice)) == 0) { return true; }
        }

        more = default;
        return false;
    }

    /// <summary>Writes an order down that breaks a property, which the header names.</summary>
    /// <param name="setup">What to run.</param>
    /// <param name="property">The property.</param>
    /// <param name="order">The steps, each of which is there in its turn.</param>
    /// <param name="origin">Where it comes from.</param>
    public static Trace TraceOf(Setup setup, string property, IReadOnlyList<StepKey> order, TraceOrigin origin)
    {
        var finding = new ScheduleRunner(setup, property).Run(order, completes: true).Finding
            ?? throw new ArgumentException($"the order does not break {property}");
        TraceViolation violation = new()
        {
            Property = property,
            Claim = finding.Property.Claim,
            Refutation = finding.Reason,
            Step = finding.Step,
            Defects = [.. setup.Arguments.Defects.Ids],
        };
        var header = TraceRecording.HeaderOf(setup, origin) with { Violation = violation };
        return new(header, TraceRecording.Record(setup, order));
    }
}
