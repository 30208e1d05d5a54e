namespace VfioActors.Exploration.Units;

/// <summary>A state on the way of a search, some of whose steps were taken.</summary>
/// <param name="fingerprint">Which, with what was broken before.</param>
/// <param name="state">The same whatever was broken before.</param>
internal sealed class SearchLevel(ulong fingerprint, ulong state)
{
    /// <summary>Which state, with what was broken before.</summary>
    internal ulong Fingerprint { get; } = fingerprint;

    /// <summary>The same whatever was broken before.</summary>
    internal ulong State { get; } = state;

    /// <summary>How many steps there are.</summary>
    internal int Width { get; set; }

    /// <summary>How many of them were taken.</summary>
    internal int Next { get; set; }

    /// <summary>What became of the run.</summary>
    internal StateMarks Marks { get; set; }

    /// <summary>The neighbours that are not known to be finished.</summary>
    internal List<ulong> Awaits { get; } = [];
}
