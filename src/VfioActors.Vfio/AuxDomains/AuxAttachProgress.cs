using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.AuxDomains;

/// <summary>How far an attach has come: what the kernel keeps on the caller's stack.</summary>
/// <param name="Pasid">
/// While the entry is written: the id it is written for. With defects that read the id too early: what they read.
/// </param>
/// <param name="PasidsMax">The size of the device's table, once the unit has told; 0 before.</param>
/// <param name="RootLevel">The level of the table that the entry shall point to.</param>
public readonly record struct AuxAttachProgress(Pasid Pasid, int PasidsMax, int RootLevel);
