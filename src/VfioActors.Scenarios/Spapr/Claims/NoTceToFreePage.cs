using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Spapr.Actors;

namespace VfioActors.Scenarios.Spapr.Claims;

/// <summary>Catches TCE-08: a device reaches a page that was given back.</summary>
/// <param name="actors">Who is who.</param>
public sealed class NoTceToFreePage(SpaprActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "Every entry leads to a page that is pinned.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var memory = actors.MemoryOf(view);
        foreach (var (_, index, entry) in actors.Entries(view))
        {
            if (entry.Page.HasRecord && memory.PinsOf(entry.Page) == 0)
            {
                return $"entry {index} leads to page {entry.Page}, which nobody has pinned";
            }
        }

        return null;
    }
}
