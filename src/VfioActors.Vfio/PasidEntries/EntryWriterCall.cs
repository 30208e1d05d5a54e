using VfioActors.Vfio.Calls;

namespace VfioActors.Vfio.PasidEntries;

/// <summary>A call that waits for the driver's lock or has it.</summary>
/// <param name="Call">The call.</param>
/// <param name="Domain">The domain that is to be there after it; 0 for none.</param>
/// <param name="IsReplacing">1 when another is there.</param>
public readonly record struct EntryWriterCall(PendingCall Call, int Domain, int IsReplacing);
