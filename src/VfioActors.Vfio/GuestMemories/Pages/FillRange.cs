using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.GuestMemories.Pages;

/// <summary>Pages of a process that are filled.</summary>
/// <param name="Start">The first address.</param>
/// <param name="Pages">How many pages.</param>
/// <param name="Process">Whose.</param>
internal readonly record struct FillRange(Vaddr Start, PageCount Pages, ProcessId Process);
