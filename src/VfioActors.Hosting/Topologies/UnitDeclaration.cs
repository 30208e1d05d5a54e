namespace VfioActors.Hosting.Topologies;

/// <summary>An IOMMU.</summary>
/// <param name="Kind">What sort it is.</param>
public sealed record UnitDeclaration(UnitKind Kind = UnitKind.SecondLevel);
