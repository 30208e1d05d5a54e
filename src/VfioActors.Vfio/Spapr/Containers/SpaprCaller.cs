using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>Who makes a call on a sPAPR container, and what every such call says.</summary>
/// <param name="Modes">The caller's capability, and what is wrong with the call.</param>
/// <param name="Process">The calling process.</param>
public readonly record struct SpaprCaller(SpaprModes Modes, ProcessId Process)
{
    /// <summary>1 when the caller may lock more memory than its limit says, else 0.</summary>
    public int IsExempt => Modes.HasFlag(SpaprModes.LockCap) ? 1 : 0;

    /// <summary>Whether the caller has no memory of its own.</summary>
    public bool HasNoMemory => Modes.HasFlag(SpaprModes.NoMemory);
}
