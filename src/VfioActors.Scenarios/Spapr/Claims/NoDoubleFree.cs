using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Spapr.Actors;

namespace VfioActors.Scenarios.Spapr.Claims;

/// <summary>Catches TCE-31 and TCE-34: what was freed, or never held, is given back.</summary>
/// <param name="actors">Who is who.</param>
public sealed class NoDoubleFree(SpaprActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "Nobody gives back a page that is not held, or walks over a record that was freed.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var strays = actors.MemoryOf(view).Strays;
        if (strays.Count > 0) { return $"page {strays.Keys[0]} is given back, and nobody holds it"; }

        foreach (var container in actors.ContainersOf(view))
        {
            var uses = container.FreedUses.Value;
            if (uses > 0) { return $"{Counted.Of(uses, "use")} of a record of a group that was freed"; }
        }

        return null;
    }
}
