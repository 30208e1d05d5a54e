using VfioActors.Behaviors.Stepping;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Worlds;

/// <summary>What came of a message that an actor handled.</summary>
/// <param name="crash">What went wrong; null when nothing did.</param>
/// <param name="sends">What it wants sent, in order; to be read before the next message is handled.</param>
internal readonly ref struct StepOutcome(Crash? crash, ReadOnlySpan<PlannedSend> sends)
{
    internal Crash? Crash { get; } = crash;

    internal ReadOnlySpan<PlannedSend> Sends { get; } = sends;
}
