using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Schedules;

/// <summary>What became of a schedule.</summary>
/// <param name="Taken">The steps that were taken, up to the one that breaks the property.</param>
/// <param name="Finding">How the property was broken; null when it was not.</param>
internal sealed record ScheduleOutcome(IReadOnlyList<StepKey> Taken, Finding? Finding)
{
    internal bool IsBroken => Finding is not null;
}
