using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Spapr.TceUnits;

namespace VfioActors.Scenarios.Spapr.Claims;

/// <summary>Catches TCE-06 and TCE-07: a region is found whose pages are not pinned, or no longer.</summary>
public sealed class PublishedImpliesPinned : Invariant<TceUnitState>
{
    /// <inheritdoc/>
    public override string Claim =>
        "A region that can be found has every page pinned: no entry leads to page 0 of the machine.";

    /// <inheritdoc/>
    public override string? Refute(TceUnitState state, ActorId actor, IWorldView view)
    {
        foreach (var number in state.Windows.Keys)
        {
            for (TceIndex at = default; state.Entries.TryLive(number, at, TceIndex.Highest, out at); at = at.Plus(1))
            {
                if (state.Entries[number, at].Page.Value == 0) { return $"entry {at} leads to page 0"; }
            }
        }

        return null;
    }
}
