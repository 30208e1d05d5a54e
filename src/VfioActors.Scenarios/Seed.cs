using VfioActors.Behaviors.Defects;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Kernels;

namespace VfioActors.Scenarios;

/// <summary>A system that the specification describes, with the bugs that it had.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Catalog">Its defects, those without a switch too.</param>
/// <param name="Profiles">What it was like at several times.</param>
public sealed record Seed(string Name, IReadOnlyList<Defect> Catalog, IReadOnlyList<Profile> Profiles)
{
    /// <summary>Aux-domains of VT-d.</summary>
    public static Seed Aux { get; } = new("aux", AuxDomainDefects.All, AuxDomainProfiles.All);

    /// <summary>Containers of VFIO type1.</summary>
    public static Seed Type1 { get; } = new("type1", Type1Defects.All, Type1Profiles.All);

    /// <summary>CPU access by IOVA.</summary>
    public static Seed DmaRw { get; } = new("dma-rw", DmaRwDefects.All, DmaRwProfiles.All);

    /// <summary>Pre-registered memory of sPAPR.</summary>
    public static Seed Spapr { get; } = new("spapr", SpaprDefects.All, SpaprProfiles.All);

    /// <summary>Fault queues.</summary>
    public static Seed Fault { get; } = new("fault", FaultDefects.All, FaultProfiles.All);

    /// <summary>The defects that have a switch.</summary>
    public IReadOnlyList<Defect> Switches { get; } = [.. Catalog.Where(defect => defect.WithoutSwitch is null)];
}
