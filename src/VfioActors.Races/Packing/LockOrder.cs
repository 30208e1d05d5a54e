namespace VfioActors.Races.Packing;

/// <summary>A lock that was taken while another was held.</summary>
/// <param name="Outer">The address of the lock that was held.</param>
/// <param name="OuterLine">Where it was taken.</param>
/// <param name="Inner">The address of the lock that was taken then.</param>
/// <param name="InnerLine">Where that was.</param>
internal readonly record struct LockOrder(long Outer, int OuterLine, long Inner, int InnerLine);
