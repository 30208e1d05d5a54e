using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>
/// What the host answered in a schedule, such as that there is no memory. What else could have come is looked at with
/// the same answers: they are no order of steps.
/// </summary>
internal sealed class HostAnswers
{
    private readonly HashSet<StepKey> _given;
    private readonly HashSet<(ActorId, OperationId)> _asked;

    /// <param name="schedule">The schedule.</param>
    internal HostAnswers(IReadOnlyList<StepKey> schedule)
    {
        _given = [.. schedule.Where(IsAnswer)];
        _asked = [.. _given.Select(key => (key.To, key.Operation))];
    }

    /// <summary>Whether the host was asked for anything.</summary>
    internal bool Any => _given.Count > 0;

    /// <summary>Whether a step is no answer, an answer that was given, or one to what was not asked there.</summary>
    internal bool Agree(StepKey key) =>
        !IsAnswer(key) || _given.Contains(key) || !_asked.Contains((key.To, key.Operation));

    private static bool IsAnswer(StepKey key) => key.Channel == ChannelKind.Choices;
}
