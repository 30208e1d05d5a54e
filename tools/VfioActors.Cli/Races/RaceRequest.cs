using VfioActors.Exploration;

namespace VfioActors.Cli.Races;

/// <summary>What <c>check</c> is asked for.</summary>
/// <param name="Path">The file.</param>
/// <param name="Defines">The switches that are on.</param>
/// <param name="Faults">Whether allocations may fail.</param>
/// <param name="Rounds">How many rounds a loop has; null for the usual number.</param>
internal sealed record RaceRequest(string Path, IReadOnlyList<string> Defines, bool Faults, int? Rounds)
{
    /// <summary>The strategy; null when the program is to choose.</summary>
    public string? Strategy { get; init; }

    /// <summary>How far the search goes.</summary>
    public ExplorationOptions Options { get; init; } = new();

    /// <summary>Which failure is shown in full, from 1.</summary>
    public int Show { get; init; } = 1;

    /// <summary>The values of the scenario's parameters that differ from the usual ones.</summary>
    public IEnumerable<string> Parameters =>
    [
        .. Faults ? (string[])["faults=on"] : [],
        .. Rounds is { } rounds ? (string[])[$"rounds={rounds}"] : [],
    ];
}
