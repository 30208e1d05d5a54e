using VfioActors.Vfio.Calls;

namespace VfioActors.Vfio.PageRequests;

/// <summary>A call that changes what is attached.</summary>
/// <param name="Call">The call.</param>
/// <param name="Domain">What is to be there; 0 for nothing.</param>
/// <param name="IsAttach">1 when nothing may be there before.</param>
/// <param name="Old">What is there before.</param>
/// <param name="Handle">The attachment of that.</param>
public readonly record struct Detachment(PendingCall Call, int Domain, int IsAttach, int Old, int Handle);
