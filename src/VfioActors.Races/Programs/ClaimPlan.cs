namespace VfioActors.Races.Programs;

/// <summary>A claim of the file over shared memory.</summary>
/// <param name="Kind">The word that begins it.</param>
/// <param name="Line">Its line.</param>
/// <param name="Text">What is claimed, as it was written.</param>
internal sealed record ClaimPlan(string Kind, int Line, string Text)
{
    /// <summary>The code that computes it; its last instruction leaves the value in <see cref="Value"/>.</summary>
    internal required IReadOnlyList<Instruction> Code { get; init; }

    /// <summary>How many registers the code has.</summary>
    internal required int Registers { get; init; }

    /// <summary>The register of the value.</summary>
    internal required int Value { get; init; }

    /// <summary>The objects that it names.</summary>
    internal required IReadOnlyList<int> Objects { get; init; }
}
