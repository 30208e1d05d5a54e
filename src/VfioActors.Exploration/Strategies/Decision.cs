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
    /// <summary>Stands for the number of steps where that is not known.</summary>
    internal const int PossibleCircle = -1;

    /// <summary>The run is at its end.</summary>
    public static Decision Rest => default;

    /// <summary>Every step from here leads to what was seen.</summary>
    public static Decision Exhausted => new(DecisionKind.Exhausted);

    /// <summary>
    /// This state was met before, and may lie on a circle that is not known: whether a run can go round is then to be
    /// looked for among all states.
    /// </summary>
    public static Decision MetOnAPossibleCircle => new(DecisionKind.Met, default, PossibleCircle);

    /// <summary>Take this step.</summary>
    public static Decision Take(Choice next) => new(DecisionKind.GoOn, next);

    /// <summary>The search goes on from this state, but not now.</summary>
    public static Decision Later => new(DecisionKind.Later);

    /// <summary>This state was met before.</summary>
    /// <param name="at">After how many steps of this very run, if it was in it.</param>
    public static Decision Met(int? at = null) => new(DecisionKind.Met, default, at);
}
