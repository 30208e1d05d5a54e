using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Schedules;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Storm.Reductions;

/// <summary>Makes small what a recorded storm broke.</summary>
/// <remarks>
/// The run is cut after the step that breaks the property; its operations are said as a script, one client for each
/// operation in flight; then operations are left out while the same order of steps still breaks the same property; what
/// is left is minimized as any other trace. After Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing
/// Input", TSE 2002.
/// </remarks>
public static class StormReduction
{
    private const int FewestTried = 4;

    /// <summary>A script of more operations than twice this is longer than a parameter may be.</summary>
    private const int OperationsMax = 1 << 13;

    /// <summary>What is found at rest is looked for in so many of the first steps.</summary>
    private const int EarlyMax = 100_000;

    /// <summary>A world of more clients than this takes too much memory.</summary>
    private const int ClientsMax = 512;

    /// <summary>Makes a failure of a storm small.</summary>
    /// <param name="setup">The storm, as the header of the recording says.</param>
    /// <param name="recording">What was recorded of it.</param>
    /// <param name="finding">What it broke, and in which step of the replay.</param>
    /// <param name="origin">For the header of the trace.</param>
    /// <param name="cancellation">Ends it half-way, with what is small by then.</param>
    /// <returns>Null when a script of the same operations does not break the property.</returns>
    public static Diagnosis? Minimize(Setup setup, Recording recording, Finding finding, TraceOrigin origin,
            CancellationToken cancellation = default)
    {
        var stepsMax = finding.Property is AtRest ? Math.Min(finding.Step + 1, EarlyMax) : finding.Step + 1;
        StormReplay storm = new(setup, recording, stepsMax);
        var property = finding.Property.Name;
        if (Some(storm, finding.Property) is not var (operations, merges)) { return null; }
        var few = Fewer(operations, fewer => !cancellation.IsCancellationRequested
            && ScriptedStorm.Try(storm, fewer, property, merges) is not null);
        var (small, order) = ScriptedStorm.TryPlain(storm, few, property, merges: true)
            ?? ScriptedStorm.Try(storm, few, property, merges: true)
            ?? ScriptedStorm.TryPlain(storm, few, property, merges)
            ?? ScriptedStorm.Try(storm, few, property, merges)!.Value;
        var trace = CrossReplay.TraceOf(small, property, order, origin);
        return TraceMinimizer.Minimize(small.Scenario, trace, cancellation);
    }

    /// <summary>
    /// The last few operations, twice as many each time, until they break it. What is found at rest may be the fault of
    /// any: then the first few are tried too, which find everything as the storm did.
    /// </summary>
    private static (List<StormOperation> Operations, bool Merges)? Some(StormReplay storm, Property property)
    {
        for (var count = FewestTried; ; count *= 2)
        {
            if (Tried([.. storm.Operations.TakeLast(count)]) is { } recent) { return recent; }
            if (property is AtRest && Tried([.. storm.Operations.Take(count)]) is { } early) { return early; }
            if (count >= storm.Operations.Count || count > OperationsMax) { return null; }
        }

        (List<StormOperation> Operations, bool Merges)? Tried(List<StormOperation> some)
        {
            var apart = some.Count <= ClientsMax
                && ScriptedStorm.Try(storm, some, property.Name, merges: false) is not null;
            var breaks = apart || ScriptedStorm.Try(storm, some, property.Name, merges: true) is not null;
            return breaks ? (some, !apart) : null;
        }
    }

    /// <summary>Leaves out runs of operations, shorter ones each time, down to single ones.</summary>
    private static List<StormOperation> Fewer(
        List<StormOperation> operations, Predicate<List<StormOperation>> breaks)
    {
        for (var length = operations.Count / 2; length > 0;)
        {
            var fewer = Without(operations, length, breaks);
            length = fewer.Count == operations.Count ? length / 2 : Math.Min(length, fewer.Count / 2);
            operations = fewer;
        }

        return operations;
    }

    private static List<StormOperation> Without(
        List<StormOperation> operations, int length, Predicate<List<StormOperation>> breaks)
    {
        for (var at = operations.Count - length; at >= 0; at -= length)
        {
            List<StormOperation> left = [.. operations.Take(at), .. operations.Skip(at + length)];
            if (left.Count > 0 && breaks(left)) { operations = left; }
        }

        return operations;
    }
}
