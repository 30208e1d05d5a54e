namespace VfioActors.Behaviors;

/// <summary>
/// Logical time of one actor: it starts at 0 and moves only when one of the actor's own timers fires. Clocks of
/// different actors are not related, so that exploring needs no global order of time.
/// </summary>
/// <param name="Value">Units of the model's own choosing, never negative.</param>
public readonly record struct Ticks(long Value)
{
    /// <summary>The time that is <paramref name="delay"/> after <paramref name="start"/>.</summary>
    public static Ticks operator +(Ticks start, Ticks delay) => new(start.Value + delay.Value);

    /// <summary>The same as the plus sign.</summary>
    public static Ticks Add(Ticks start, Ticks delay) => start + delay;
}
