using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>Two steps of a schedule, told from others by what they are and how many such came before.</summary>
/// <param name="First">The place of the earlier step.</param>
/// <param name="Second">The place of the later step.</param>
internal readonly record struct StepPair(int First, int Second)
{
    /// <summary>
    /// Whether the later step comes first in another order, or comes alone; null when neither step is there.
    /// </summary>
    /// <param name="schedule">The schedule that the places are of.</param>
    /// <param name="order">The other order.</param>
    internal bool? IsOppositeIn(IReadOnlyList<StepKey> schedule, IReadOnlyList<StepKey> order)
    {
        var (first, second) = (PlaceOf(schedule, First, order), PlaceOf(schedule, Second, order));
        if (first < 0 && second < 0) { return null; }
        return second >= 0 && (first < 0 || second < first);
    }

    /// <summary>Whether both steps are there, the later one first.</summary>
    internal bool IsSwappedIn(IReadOnlyList<StepKey> schedule, IReadOnlyList<StepKey> order) =>
        PlaceOf(schedule, Second, order) is >= 0 and var second && second < PlaceOf(schedule, First, order);

    /// <summary>Where a step of a schedule is in another order; -1 when it is not there.</summary>
    internal static int PlaceOf(IReadOnlyList<StepKey> schedule, int place, IReadOnlyList<StepKey> order)
    {
        var before = 0;
        for (var at = 0; at < place; at++) { before += schedule[at] == schedule[place] ? 1 : 0; }
        for (var at = 0; at < order.Count; at++)
        {
            if (order[at] == schedule[place] && before-- == 0) { return at; }
        }

        return -1;
    }
}
