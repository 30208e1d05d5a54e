using VfioActors.Exploration.Schedules;
using VfioActors.Exploration.Worlds;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>
/// Tries whether the order of steps of one run breaks the same property in another setup: one with fewer clients, say.
/// </summary>
public static class Reenactment
{
    /// <summary>Takes the steps of an order as far as they are there, and passes over the others.</summary>
    /// <param name="setup">What to run.</param>
    /// <param name="property">The property to look at.</param>
    /// <param name="order">The steps.</param>
    /// <returns>The steps that were taken, up to the one that broke the property; null when none did.</returns>
    public static IReadOnlyList<StepKey>? Try(Setup setup, string property, IReadOnlyList<StepKey> order)
    {
        var outcome = new ScheduleRunner(setup, property).Run(order, completes: true);
        return outcome.IsBroken ? outcome.Taken : null;
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
            Step = Math.Max(0, finding.Step),
            Defects = [.. setup.Arguments.Defects.Ids],
        };
        var header = TraceRecording.HeaderOf(setup, origin) with { Violation = violation };
        return new(header, TraceRecording.Record(setup, order));
    }
}
