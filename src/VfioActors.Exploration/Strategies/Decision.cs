using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies;

/// <summary>What a strategy says at a state.</summary>
/// <remarks>Made at every step, so it is two words, which come back in registers.</remarks>
public readonly record struct Decision
{
    /// <summary>Stands for the number of steps where that is not known.</summary>
    internal const int PossibleCircle = -1;

    private const int MetFirst = (int)DecisionKind.Later + 1;

    /// <summary>The kind; for a state that this very run was in before, from that number on when it was.</summary>
    private readonly int _code;

    private Decision(int code, Choice next) => (_code, Next) = (code, next);

    /// <summary>The step to take, when it goes on and the run is not at its end.</summary>
    public Choice Next { get; }

    /// <summary>Which.</summary>
    public DecisionKind Kind => _code < MetFirst ? (DecisionKind)_code : DecisionKind.Met;

    /// <summary>
    /// After how many steps this very run was in the same state before; null when it was not, or that is not known.
    /// </summary>
    public int? MetAt => _code < MetFirst ? null : _code - MetFirst + PossibleCircle;

    /// <summary>Whether it names no step to take.</summary>
    internal bool IsRest => !Next.Receiver.IsSomebody;

    /// <summary>The same without saying when this run was here.</summary>
    internal Decision WithoutPlace => new((int)Kind, Next);

    /// <summary>The run is at its end.</summary>
    public static Decision Rest => default;

    /// <summary>Every step from here leads to what was seen.</summary>
    public static Decision Exhausted => new((int)DecisionKind.Exhausted, default);

    /// <summary>
    /// This state was met before, and may lie on a circle that is not known: whether a run can go round is then to be
    /// looked for among all states.
    /// </summary>
    public static Decision MetOnAPossibleCircle => Met(PossibleCircle);

    /// <summary>The search goes on from this state, but not now.</summary>
    public static Decision Later => new((int)DecisionKind.Later, default);

    /// <summary>Take this step.</summary>
    public static Decision Take(Choice next) => new((int)DecisionKind.GoOn, next);

    /// <summary>This state was met before.</summary>
    /// <param name="at">After how many steps of this very run, if it was in it.</param>
    public static Decision Met(int? at = null) =>
        new(at is { } steps ? MetFirst + steps - PossibleCircle : (int)DecisionKind.Met, default);
}
