using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>Catches T1-23 and T1-38: a mapping goes, and a driver that was not asked has pages of it pinned.</summary>
public sealed class NoMappingRemovedWithPins : Invariant<ContainerState>
{
    private const int RoundsMost = 11;

    /// <inheritdoc/>
    public override string Claim =>
        "Every pinned page is in a mapping; a mapping goes when no driver has pages of it pinned, within 11 rounds.";

    /// <inheritdoc/>
    public override string? Refute(ContainerState state, ActorId actor, IWorldView view)
    {
        for (var page = PageIndex.Zero; state.Pins.TryNext(page, out var run); page = run.End)
        {
            if (!Type1Actors.TryMapping(state, Iova.OfPage(run.FirstPage), out _, out _))
            {
                return $"page {run.FirstPage} is pinned, and its mapping is gone";
            }
        }

        var unmap = state.Unmap.Value;
        return unmap.Round >= RoundsMost && IsPinned(state, unmap.At)
            ? $"drivers were told {Counted.Of(unmap.Round, "time")} that a mapping goes, "
                + $"and pages of it are pinned: the kernel dies"
            : null;
    }

    private static bool IsPinned(ContainerState state, MappingKey key) =>
        state.Mappings.TryGet(key, out var mapping)
        && state.Pins.TryNext(key.Start.Page, out var run)
        && run.FirstPage.Since(key.Start.Page) < mapping.Pages;
}
