using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>
/// Catches T1-13, 14, 21, 31, 32, 33 and 40: pages that nobody will unpin, or that nobody has pinned.
/// </summary>
/// <param name="actors">Who is who.</param>
public sealed class PinBalance(Type1Actors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "A page is pinned once for each mapping that the IOMMU has of it, and once for each address a driver pinned.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var memory = view.State<GuestMemoryState>(actors.Memory);
        var expected = ExpectedAccounts.Of(view, actors).Pins;
        if (memory.ZeroPins.Value is not 0 and var left)
        {
            return $"the page of zeroes is left with {Counted.Of(left, "pin")}";
        }

        foreach (var (key, run) in memory.Frames)
        {
            var first = (long)key.Page.Value;
            for (var page = 0UL; page < run.Pages.Value; page++)
            {
                expected.Remove(first + (long)page, out var pins);
                if (run.Whole == Pfn.None && run.Pins != pins) { return Wrong(first + (long)page, run.Pins, pins); }
            }
        }

        foreach (var (page, pins) in expected) { return Wrong(page, 0, pins); }
        return Lost(view);
    }

    /// <summary>An address that a driver has pinned, and the container does not know of.</summary>
    private string? Lost(IWorldView view)
    {
        foreach (var container in actors.Containers)
        {
            var pins = view.State<ContainerState>(container).Pins;
            foreach (var page in RefsMatchDriver.HeldIn(view, actors, container).Keys)
            {
                if (!pins.RunAt(page).IsPinned) { return $"a driver holds page {page}, and has no pin of it any more"; }
            }
        }

        return null;
    }

    private static string Wrong(long page, long pins, long expected) =>
        $"page {page} has {Counted.Of(pins, "pin")}, and {Counted.Of(expected, "is", "are")} accounted for";
}
