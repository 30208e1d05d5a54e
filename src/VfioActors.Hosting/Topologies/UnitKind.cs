namespace VfioActors.Hosting.Topologies;

/// <summary>What sort of IOMMU a unit is.</summary>
public enum UnitKind
{
    /// <summary>Second-level tables for the domains of type1 containers. A topology has at most one.</summary>
    SecondLevel,

    /// <summary>Tables of the POWER platform, for sPAPR containers.</summary>
    Tce,

    /// <summary>Tables by PASID, for aux-domains.</summary>
    Scalable,
}
