namespace VfioActors.Races.Compilation.Primitives;

/// <summary>What is stored in an xarray, for which there may be no memory.</summary>
/// <param name="Entry">The register of the entry.</param>
/// <param name="Index">The register of its index; none where that is new.</param>
/// <param name="Mark">Which argument says whether memory is waited for.</param>
internal readonly record struct StoredEntry(int Entry, int Index, int Mark);
