using VfioActors.Behaviors.Defects;

namespace VfioActors.Vfio.Kernels;

/// <summary>Which profile a set of defects is a variation of.</summary>
internal static class NearestProfile
{
    /// <summary>
    /// The profile from which the set differs in the fewest defects; of two that are equally near, the one named first.
    /// </summary>
    internal static Profile Of(DefectSet defects, params ReadOnlySpan<Profile> known)
    {
        var (nearest, least) = (known[0], int.MaxValue);
        foreach (var profile in known)
        {
            var shared = profile.Defects.Count(defects.Ids.Contains);
            var distance = profile.Defects.Count + defects.Ids.Count - (2 * shared);
            if (distance < least) { (nearest, least) = (profile, distance); }
        }

        return nearest;
    }
}
