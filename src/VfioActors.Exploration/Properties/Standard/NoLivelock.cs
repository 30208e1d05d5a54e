using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Properties.Standard;

/// <summary>
/// No run goes on for ever: asked of every scenario. It is looked at by what explores, not at a state: a run is
/// endless that meets one of its own states again, when all that could go on all the while did so in between; and one
/// that has <see cref="RunLimit.StepsMax"/> steps and begins no further operation in the second half of them.
/// </summary>
/// <remarks>
/// A circle in which somebody could have gone on all the while and never did (a spin loop whose lock holder is not
/// scheduled) is no livelock under any fair scheduler, and is not counted. Weak fairness as in Lamport, "Fairness and
/// Hyperfairness", Distributed Computing 13(4), 2000; for what the host chooses, each option that is offered again and
/// again must be taken.
/// </remarks>
public sealed class NoLivelock : Property
{
    private NoLivelock()
    {
    }

    /// <summary>The one object of this class.</summary>
    public static NoLivelock Instance { get; } = new();

    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "Every run comes to rest: nobody goes round and round.";
}
