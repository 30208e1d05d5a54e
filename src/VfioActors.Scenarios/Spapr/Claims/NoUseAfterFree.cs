using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Spapr.Actors;

namespace VfioActors.Scenarios.Spapr.Claims;

/// <summary>Catches TCE-05, 18, 28 and 39: a region, a page or a table is used that was freed.</summary>
/// <param name="actors">Who is who.</param>
public sealed class NoUseAfterFree(SpaprActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "Nobody uses a region, a page or a table that was given back.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var (registry, unit) = (actors.RegistryOf(view), actors.UnitOf(view));
        if (registry.StaleUses.Value is > 0 and var ofRegion)
        {
            return $"{Counted.Of(ofRegion, "use")} of a region that was freed";
        }


        if (unit.StaleUses.Value > 0) { return $"{Counted.Of(unit.StaleUses.Value, "use")} of a table that was freed"; }

        var strays = actors.MemoryOf(view).Strays;
        return strays.Count > 0 ? $"page {strays.Keys[0]} is used, which nobody holds" : null;
    }
}
