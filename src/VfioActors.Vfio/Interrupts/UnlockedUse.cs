using VfioActors.Vfio.Calls;

namespace VfioActors.Vfio.Interrupts;

/// <summary>A call that has looked at the configuration and not used it, with a defect.</summary>
/// <param name="Call">The call.</param>
/// <param name="Start">The first vector.</param>
/// <param name="Count">How many; 0 for the line.</param>
/// <param name="Action">What it does.</param>
/// <param name="Eventfd">The file; for the line whether it masks.</param>
public readonly record struct UnlockedUse(PendingCall Call, int Start, int Count, IrqAction Action, int Eventfd);
