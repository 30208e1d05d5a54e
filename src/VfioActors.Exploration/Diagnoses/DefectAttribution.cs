using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Diagnoses.Candidates;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>Finds the defects that a failure needs: switched off one by one, they leave it broken or not.</summary>
internal static class DefectAttribution
{
    /// <summary>
    /// Switches off every defect without which the very same order breaks the property in the same way. Another order
    /// will not do here: another defect would break the same property with it, and take the blame.
    /// </summary>
    internal static Candidate Narrow(Candidate candidate, string reason) =>
        Each(candidate, (current, arguments) => current.Same(arguments, reason));

    /// <summary>
    /// Switches off every defect without which some order that is no longer breaks the property: for what has become
    /// small.
    /// </summary>
    internal static Candidate NarrowAnyOrder(Candidate candidate) =>
        Each(candidate, (current, arguments) => current.Under(arguments));

    /// <summary>The defects to blame for a failure that is as small as it becomes.</summary>
    internal static IReadOnlyList<string> Blamed(Candidate candidate) =>
        candidate.Setup.Scenario.KeepsSwitches ? [] : [.. candidate.Setup.Arguments.Defects.Ids];

    private static Candidate Each(Candidate candidate, Func<Candidate, ScenarioArguments, Candidate?> attempt)
    {
        if (candidate.Setup.Scenario.KeepsSwitches) { return candidate; }
        foreach (var defect in candidate.Setup.Arguments.Defects.Ids.Reverse().ToList())
        {
            var others = candidate.Setup.Arguments.Defects.Ids.Where(id => id != defect);
            if (candidate.IsEnough) { return candidate; }
            candidate = attempt(candidate, candidate.Setup.Arguments.With(new DefectSet(others))) ?? candidate;
        }

        return candidate;
    }
}
