using VfioActors.Behaviors.Defects;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>Finds the defects that a failure needs: switched off one by one, they leave it broken or not.</summary>
internal static class Blame
{
    /// <summary>
    /// Switches off every defect without which the very same order breaks the property in the same way. Another order
    /// will
    /// not do here: another defect would break the same property with it, and take the blame.
    /// </summary>
    internal static Suspect Narrow(Suspect suspect, string reason) =>
        Each(suspect, (current, arguments) => current.Same(arguments, reason));

    /// <summary>
    /// Switches off every defect without which some order that is no longer breaks the property: for what has become
    /// small.
    /// </summary>
    internal static Suspect NarrowAnyOrder(Suspect suspect) =>
        Each(suspect, (current, arguments) => current.Under(arguments));

    private static Suspect Each(Suspect suspect, Func<Suspect, ScenarioArguments, Suspect?> attempt)
    {
        foreach (var defect in suspect.Setup.Arguments.Defects.Ids.Reverse().ToList())
        {
            var others = suspect.Setup.Arguments.Defects.Ids.Where(id => id != defect);
            if (suspect.IsEnough) { return suspect; }
            suspect = attempt(suspect, suspect.Setup.Arguments.With(new DefectSet(others))) ?? suspect;
        }

        return suspect;
    }
}
