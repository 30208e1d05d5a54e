using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Kernels;

namespace VfioActors.Hosting.Topologies;

/// <summary>How the kernel of a topology behaves: profiles by subsystem, and defects on top.</summary>
internal static class KernelChoice
{
    private static readonly (string Subsystem, IReadOnlyList<Profile> Profiles, IReadOnlyList<Defect> Defects)[] All =
    [
        (Type1Defects.Subsystem, Type1Profiles.All, Type1Defects.All),
        (AuxDomainDefects.Subsystem, AuxDomainProfiles.All, AuxDomainDefects.All),
        (DmaRwDefects.Subsystem, DmaRwProfiles.All, DmaRwDefects.All),
        (SpaprDefects.Subsystem, SpaprProfiles.All, SpaprDefects.All),
        (FaultDefects.Subsystem, FaultProfiles.All, FaultDefects.All),
    ];

    /// <summary>The defects of the profiles and those that were named.</summary>
    /// <param name="profiles">The name of a profile for each subsystem that is not the reference.</param>
    /// <param name="ids">The ids of defects.</param>
    /// <param name="mistakes">Where each mistake goes, as one line.</param>
    internal static DefectSet Of(
        IReadOnlyDictionary<string, string> profiles, IEnumerable<string> ids, ICollection<string> mistakes)
    {
        List<string> on = [];
        foreach (var (subsystem, name) in profiles) { on.AddRange(OfProfile(subsystem, name, mistakes)); }
        foreach (var id in ids)
        {
            var defect = All.SelectMany(one => one.Defects).FirstOrDefault(one => one.Id == id);
            if (defect is null) { mistakes.Add($"defects: there is no defect {id}"); }
            else if (defect.WithoutSwitch is { } why) { mistakes.Add($"defects: {id} has no switch: {why}"); }
            else { on.Add(id); }
        }

        return new(on);
    }

    private static IReadOnlyList<string> OfProfile(string subsystem, string name, ICollection<string> mistakes)
    {
        var known = All.FirstOrDefault(one => one.Subsystem == subsystem);
        if (known.Profiles is null)
        {
            mistakes.Add($"profiles.{subsystem}: no such subsystem; accepted: "
                + string.Join(", ", All.Select(one => one.Subsystem)));
            return [];
        }

        if (known.Profiles.FirstOrDefault(one => one.Name == name) is { } profile) { return profile.Defects; }
        mistakes.Add($"profiles.{subsystem} is {name}; accepted: "
            + string.Join(", ", known.Profiles.Select(one => one.Name)));
        return [];
    }
}
