using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Spapr.TceUnits;

namespace VfioActors.Scenarios.Spapr.Claims;

/// <summary>Catches TCE-38: a long map goes on behind the end of its table.</summary>
public sealed class EntryInsideTable : Invariant<TceUnitState>
{
    /// <inheritdoc/>
    public override string Claim => "No entry lies behind the end of its table.";

    /// <inheritdoc/>
    public override string? Refute(TceUnitState state, ActorId actor, IWorldView view)
    {
        for (var at = 0; at < state.Windows.Count; at++)
        {
            var (number, window) = (state.Windows.Keys[at], state.Windows.Values[at]);
            if (state.Entries.TryLive(number, default(TceIndex).Plus(window.Count), TceIndex.Highest, out var index))
            {
                return $"entry {index} is written, and the table has {window.Count}";
            }
        }

        return null;
    }
}
