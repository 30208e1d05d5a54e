using VfioActors.Exploration;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Exploration.Properties;
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
    /// <summary>Makes a failure of a storm small.</summary>
    /// <param name="setup">The storm, as the header of the recording says.</param>
    /// <param name="recording">What was recorded of it.</param>
    /// <param name="finding">What it broke, and in which step of the replay.</param>
    /// <param name="origin">For the header of the trace.</param>
    /// <returns>Null when a script of the same operations does not break the property.</returns>
    public static Diagnosis? Minimize(Setup setup, Recording recording, Finding finding, TraceOrigin origin)
    {
        StormReplay storm = new(setup, recording, finding.Step + 1);
        var property = finding.Property.Name;
        if (Recent(storm, property) is not { } operations) { return null; }
        var (small, order) = ScriptedStorm.Try(storm, Fewer(storm, operations, property), property)!.Value;
        return TraceMinimizer.Minimize(small.Scenario, Reenactment.TraceOf(small, property, order, origin));
    }

    /// <summary>The last few operations, twice as many each time, until they break it.</summary>
    private static List<StormOperation>? Recent(StormReplay storm, string property)
    {
        for (var count = 4; ; count *= 2)
        {
            List<StormOperation> recent = [.. storm.Operations.TakeLast(count)];
            if (ScriptedStorm.Try(storm, recent, property) is not null) { return recent; }
            if (count >= storm.Operations.Count) { return null; }
        }
    }

    /// <summary>Leaves out runs of operations, shorter ones each time, down to single ones.</summary>
    private static List<StormOperation> Fewer(
        StormReplay storm, List<StormOperation> operations, string property)
    {
        for (var length = operations.Count / 2; length > 0;)
        {
            var fewer = Without(storm, operations, length, property);
            if (fewer.Count == operations.Count) { length /= 2; }
            else { length = Math.Min(length, fewer.Count / 2); }
            operations = fewer;
        }

        return operations;
    }

    private static List<StormOperation> Without(
        StormReplay storm, List<StormOperation> operations, int length, string property)
    {
        for (var at = operations.Count - length; at >= 0; at -= length)
        {
            List<StormOperation> left = [.. operations.Take(at), .. operations.Skip(at + length)];
            if (left.Count > 0 && ScriptedStorm.Try(storm, left, property) is not null) { operations = left; }
        }

        return operations;
    }
}
