using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Spapr.Actors;

namespace VfioActors.Scenarios.Spapr.Claims;

/// <summary>Catches TCE-20 and TCE-36: an entry opens more to a device than the page that was looked up.</summary>
/// <param name="actors">Who is who.</param>
public sealed class EntryInsideRegion(SpaprActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "All pages that an entry opens to devices are of its region, side by side as they are for the user.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var registry = actors.RegistryOf(view);
        foreach (var (window, index, entry) in actors.Entries(view))
        {
            var isOfRegion = registry.Regions.TryGet(entry.Region, out var region)
                && actors.UnitOf(view).Windows.Contains(window) && !region.IsClosing;
            if (!isOfRegion) { continue; }

            var pages = actors.UnitOf(view).Windows[window].Shift.Pages;
            var isInside = entry.Vaddr >= region.Start
                && registry.Pages.TryFrom(entry.Region.Value, region.PageOf(entry.Vaddr), out var run)
                && run.First == entry.Page.Value && run.Pages >= pages;
            if (!isInside)
            {
                return $"entry {index} opens {Counted.Of(pages, "page")}, not all of {entry.Region}";
            }
        }

        return null;
    }
}
