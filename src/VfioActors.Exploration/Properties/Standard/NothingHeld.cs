using VfioActors.Behaviors.Waits;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Properties.Standard;

/// <summary>
/// Nothing is held when everything is at rest, such as a lock that nobody released: asked of every scenario. What is
/// held is what the states say that are <see cref="IWaits"/>; whoever itself waits for ever, which is
/// <see cref="Progress"/>'s to tell, is not blamed for what it holds meanwhile.
/// </summary>
public sealed class NothingHeld : AtRest
{
    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "Whoever takes a lock gives it back.";

    /// <inheritdoc/>
    public override bool Concerns(IWorldView view) => Waiting.IsTold(view);

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var waits = Waiting.Told(view);
        if (waits.Holds.Count == 0) { return null; }
        foreach (var hold in waits.Holds)
        {
            if (waits.Waits.Any(wait => wait.Who == hold.Who)) { continue; }
            return $"{view.NameOf(hold.Who)} holds {view.NameOf(hold.What)} for ever";
        }

        return null;
    }
}
