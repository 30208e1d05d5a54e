namespace VfioActors.Vfio.VendorDrivers;

/// <summary>What a callback was told.</summary>
/// <param name="Slot">To give back.</param>
/// <param name="Round">To give back.</param>
public readonly record struct ToldRange(int Slot, int Round);
