using VfioActors.Behaviors.Waits;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Properties.Standard;

/// <summary>
/// Nobody waits for ever: asked of every scenario. Who waits at rest is what the states say that are
/// <see cref="IWaits"/>; a circle of waiting is told as lockdep tells a deadlock.
/// </summary>
public sealed class Progress : AtRest
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "Everybody comes to the end of what it does: nobody waits for ever.";

    /// <inheritdoc/>
    public override bool Concerns(IWorldView view) => Waiting.IsTold(view);

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var told = Waiting.Told(view);
        if (!told.HasWaits) { return null; }
        WaitGraph graph = new(told, view);
        return graph.IsEmpty ? null : graph.Circle() ?? graph.First();
    }
}
