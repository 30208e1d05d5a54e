using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies;

/// <summary>What a strategy says at a state.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Next">The step to take, when it goes on and the run is not at its end.</param>
/// <param name="MetAt">
/// After how many steps this very run was in the same state before; null when it was not, or that is not known.
/// </param>
public readonly record struct Decision(DecisionKind Kind, Choice Next = default, int? MetAt = null)
{
    /// <summary>Stands for the number of steps where the state is the same but for who is who.</summary>
    internal const int OtherPlaces = -1;

    /// <summary>The run is at its end.</summary>
    public static Decision Rest => default;

    /// <summary>Every step from here leads to what was seen.</summary>
    public static Decision Exhausted => new(DecisionKind.Exhausted);

    /// <summary>
    /// This very run was in a state that differs from this one only in which of several equal things is which.
    /// </summary>
    public static Decision MetInOtherPlaces => new(DecisionKind.Met, default, OtherPlaces);

    /// <summary>Take this step.</summary>
    public static Decision Take(Choice next) => new(DecisionKind.GoOn, next);

    /// <summary>This state was met before.</summary>
    /// <param name="at">After how many steps of this very run, if it was in it.</param>
    public static Decision Met(int? at = null) => new(DecisionKind.Met, default, at);
}
