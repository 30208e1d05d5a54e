using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Containers;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>Catches T1-12: pages are released that a driver's device goes on using.</summary>
/// <param name="actors">Who is who.</param>
public sealed class NoUseAfterUnpin(Type1Actors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "What a driver holds and has not unpinned stays pinned for it.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        foreach (var container in actors.Containers)
        {
            var state = view.State<ContainerState>(container);
            foreach (var (page, refs) in RefsMatchDriver.HeldIn(view, actors, container))
            {
                if (state.Pins.RunAt(page).Refs < refs) { return $"a driver uses page {page}, which was released"; }
            }
        }

        return null;
    }
}
