namespace VfioActors.Races.Symmetries;

/// <summary>One of several threads that could change places, with what goes with it.</summary>
/// <param name="Threads">Itself, and what it begins.</param>
/// <param name="Objects">The objects that it alone has from the start.</param>
/// <param name="Lines">The lines of the file that are its own.</param>
internal sealed record EqualThread(
    IReadOnlyList<int> Threads, IReadOnlyList<int> Objects, IReadOnlyList<int> Lines);
