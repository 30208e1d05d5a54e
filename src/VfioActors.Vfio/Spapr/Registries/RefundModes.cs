namespace VfioActors.Vfio.Spapr.Registries;

/// <summary>How the pages of a region are given back.</summary>
/// <param name="AsAddresses">With a defect: addresses are taken for page frames.</param>
/// <param name="Answered">Whether the memory is to say when it has them.</param>
internal readonly record struct RefundModes(bool AsAddresses, bool Answered);
