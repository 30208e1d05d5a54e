namespace VfioActors.Vfio.Spapr.Containers;

/// <summary>How far the end of a container has come, beside what it still has.</summary>
/// <param name="Caller">Who ends it.</param>
/// <param name="Warned">How many warnings the kernel has left in its log.</param>
public readonly record struct ReleaseProgress(SpaprCaller Caller, int Warned);
