namespace VfioActors.Exploration.Programs;

/// <summary>A small program as data, so that it can be drawn, printed, and made smaller.</summary>
/// <param name="Parts">The actors; their numbers are their places, from 1.</param>
/// <param name="Claims">What is claimed.</param>
internal sealed record GeneratedProgram(IReadOnlyList<Part> Parts, IReadOnlyList<ProgramClaim> Claims)
{
    /// <summary>The actors that could change places; none in programs that are not drawn for it.</summary>
    public IReadOnlyList<int> Equal { get; init; } = [];
}
