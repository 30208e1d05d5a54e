using VfioActors.Exploration.Worlds;

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
        foreach (var page in actors.MemoryOf(view).Strays.Keys) { return $"page {page} is given back, and nobody holds it"; }

        foreach (var container in actors.ContainersOf(view))
        {
            if (container.FreedUses.Value > 0) { return $"{container.FreedUses.Value} uses of a freed record of a group"; }
        }

        return null;
    }
}
