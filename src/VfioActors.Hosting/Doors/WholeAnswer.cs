namespace VfioActors.Hosting.Doors;

/// <summary>An answer with all its parts.</summary>
/// <param name="Parts">What came before the end, in order.</param>
/// <param name="End">The end.</param>
internal sealed record WholeAnswer(IReadOnlyList<object> Parts, object End);
