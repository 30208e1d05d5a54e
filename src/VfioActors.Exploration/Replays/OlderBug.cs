using System.Text.RegularExpressions;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Tracing;

namespace VfioActors.Exploration.Replays;

/// <summary>What an older trace broke, and whether a run of now breaks that or something else.</summary>
internal sealed class OlderBug
{
    private readonly TraceViolation? _violation;

    internal OlderBug(Setup setup, TraceViolation? violation)
    {
        _violation = violation;
        var named = setup.Properties.FirstOrDefault(known => known.Name == violation?.Property);
        Property = named?.Claim == violation?.Claim
            ? named
            : setup.Properties.FirstOrDefault(known => known.Claim == violation?.Claim) ?? named;
    }

    /// <summary>
    /// What the trace broke, by its name and its claim; where they are of two properties by its claim, as the name may
    /// be the line of a file. Null when it is not claimed any more.
    /// </summary>
    internal Property? Property { get; }

    /// <summary>
    /// Whether it is that: the property is broken in the same words, but for numbers of lines, or at the step at which
    /// the trace broke it; what is known at rest only, after all steps of the trace.
    /// </summary>
    internal bool Is(Finding finding, TraceFollower follower)
    {
        if (_violation is null || finding.Property.Name != Property?.Name) { return false; }
        if (Words(finding.Reason) == Words(_violation.Refutation)) { return true; }
        return finding.Property.Claim == _violation.Claim
            && (EarnedFindings.IsOfRest(finding.Property)
                ? follower.Skipped == 0
                : follower.NumberNow(_violation.Step) == finding.Step);
    }

    /// <summary>The reason without the numbers of lines.</summary>
    private static string Words(string reason) => Regex.Replace(reason, "line [0-9]+", "line");
}
