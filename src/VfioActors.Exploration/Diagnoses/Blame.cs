using VfioActors.Behaviors.Defects;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>Finds the defects that a failure needs: switched off one by one, they leave it broken or not.</summary>
internal static class Blame
{
    /// <summary>Switches off every defect without which the property stays broken.</summary>
    /// <param name="searches">
    /// Whether any order that breaks it will do. Not while the schedule is still the one that was found: another defect
    /// would break the same property in another way, and take the blame.
    /// </param>
    internal static Suspect Narrow(Suspect suspect, bool searches)
    {
        foreach (var defect in suspect.Setup.Arguments.Defects.Ids.Reverse().ToList())
        {
            var others = suspect.Setup.Arguments.Defects.Ids.Where(id => id != defect);
            suspect = suspect.Under(suspect.Setup.Arguments.With(new DefectSet(others)), searches) ?? suspect;
        }

        return suspect;
    }
}
