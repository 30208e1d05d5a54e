namespace VfioActors.Runtime.Control;

/// <summary>How the runs of one setup begin: which of the messages from outside are left out.</summary>
/// <param name="dropped">Their numbers, from 1 in the order of sending.</param>
internal sealed class Opening(IReadOnlySet<int> dropped)
{
    /// <summary>With all of them.</summary>
    internal static Opening Whole => new(new HashSet<int>());

    /// <summary>The fingerprint of what came of it; null before the first run.</summary>
    internal ulong? Outcome { get; set; }

    internal bool Leaves(int message) => dropped.Contains(message);
}
