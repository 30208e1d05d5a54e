namespace VfioActors.Vfio.DeviceGroups;

/// <summary>What a group knows of one of its devices.</summary>
/// <param name="Attached">Through which domain its own DMA goes in the hardware.</param>
/// <param name="IsBlocked">1 while a reset has it blocked.</param>
/// <param name="ResetDepth">How many resets of it are under way, one inside the other.</param>
public readonly record struct GroupDevice(GroupDomain Attached, int IsBlocked, int ResetDepth);
