using VfioActors.Races.Programs;

namespace VfioActors.Races.Packing;

/// <summary>What is asked of a word of an object.</summary>
/// <param name="Line">The line of the file.</param>
/// <param name="Access">How it is accessed.</param>
/// <param name="Value">The first argument.</param>
/// <param name="Other">The second argument.</param>
internal readonly record struct Asked(int Line, Access Access, long Value, long Other);
