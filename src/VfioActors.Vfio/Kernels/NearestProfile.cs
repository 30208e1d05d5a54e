using VfioActors.Behaviors.Defects;

namespace VfioActors.Vfio.Kernels;

/// <summary>Which profile a set of defects is a variation of.</summary>
internal static class NearestProfile
{
    /// <summary>
    /// The profile from which the set differs in the fewest defects; of those that are equally near the reference,
    /// which is the last of the list, or else the oldest.
    /// </summary>
    internal static Profile Of(DefectSet defects, IReadOnlyList<Profile> known)
    {
        var nearest = known[^1];
        var least = Distance(defects, nearest);
        foreach (var profile in known)
        {
            var distance = Distance(defects, profile);
            if (distance < least) { (nearest, least) = (profile, distance); }
        }

        return nearest;
    }

    private static int Distance(DefectSet defects, Profile profile)
    {
        var shared = profile.Defects.Count(defects.Ids.Contains);
        return profile.Defects.Count + defects.Ids.Count - (2 * shared);
    }
}
