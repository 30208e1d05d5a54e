using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Values;
using VfioActors.Vfio.VendorDrivers;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>Catches pins that the container counts otherwise than the drivers that hold them.</summary>
/// <param name="actors">Who is who.</param>
public sealed class RefsMatchDriver(Type1Actors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "A container counts as many references of a page as its drivers hold.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        foreach (var container in actors.Containers)
        {
            var held = HeldIn(view, actors, container);
            if (Wrong(view.State<ContainerState>(container), held) is { } reason) { return reason; }
        }

        return null;
    }

    private static string? Wrong(ContainerState state, SortedDictionary<PageIndex, long> held)
    {
        for (var page = PageIndex.Zero; state.Pins.TryNext(page, out var run); page = run.End)
        {
            for (var at = run.FirstPage; at < run.End; at = at.Plus(PageCount.One))
            {
                held.Remove(at, out var refs);
                if (refs != run.Refs)
                {
                    return $"page {at} has {Counted.Of(run.Refs, "reference")}, and drivers hold {refs}";
                }
            }
        }

        foreach (var (page, refs) in held)
        {
            return $"drivers hold page {page} {Counted.Of(refs, "time")}, and it is not pinned";
        }
        return null;
    }

    /// <summary>How often the drivers in a container hold each page.</summary>
    internal static SortedDictionary<PageIndex, long> HeldIn(
        IWorldView view, Type1Actors actors, Behaviors.ActorId container)
    {
        SortedDictionary<PageIndex, long> held = [];
        foreach (var driver in actors.KnownDrivers)
        {
            var state = view.State<VendorDriverState>(driver);
            if (state.Container.Value != container) { continue; }
            foreach (var (key, run) in state.Held)
            {
                for (var page = key.Page; page < key.Page.Plus(run.Pages); page = page.Plus(PageCount.One))
                {
                    held[page] = held.GetValueOrDefault(page) + run.Refs;
                }
            }
        }

        return held;
    }
}
