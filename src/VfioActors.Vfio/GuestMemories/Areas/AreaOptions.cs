using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories.Areas;

/// <summary>An area that is there from the start.</summary>
/// <param name="Start">Its first address.</param>
/// <param name="Pages">How many pages.</param>
/// <param name="Kind">What is behind it.</param>
public sealed record AreaOptions(Vaddr Start, PageCount Pages, AreaKind Kind);
