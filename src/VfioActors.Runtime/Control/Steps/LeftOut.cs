namespace VfioActors.Runtime.Control.Steps;

/// <summary>Which of the messages from outside the runs of one setup begin without.</summary>
/// <param name="messages">Their numbers, from 1 in the order of sending.</param>
internal sealed class LeftOut(IReadOnlySet<int> messages)
{
    /// <summary>None.</summary>
    internal static LeftOut Nothing => new(new SortedSet<int>());

    /// <summary>The fingerprint of what came of a beginning; null before the first run.</summary>
    internal ulong? Opening { get; set; }

    internal bool Has(int message) => messages.Contains(message);
}
