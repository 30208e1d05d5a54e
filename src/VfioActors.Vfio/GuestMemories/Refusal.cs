namespace VfioActors.Vfio.GuestMemories;

/// <summary>The numbers by which a charge was refused last, for those who check the arithmetic.</summary>
/// <param name="Locked">What was charged already.</param>
/// <param name="Asked">What was asked for in addition.</param>
/// <param name="Limit">The limit in pages.</param>
/// <param name="Exempt">1 when the mapping was made with CAP_IPC_LOCK, and no limit applies.</param>
public readonly record struct Refusal(long Locked, long Asked, long Limit, long Exempt);
