using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Spapr.Actors;
using VfioActors.Vfio.Spapr.Containers;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Spapr.TceUnits;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Spapr.Claims;

/// <summary>Catches TCE-23: a map answers 0, and not all of it is mapped.</summary>
/// <param name="actors">Who is who.</param>
public sealed class MapAllOrNothing(SpaprActors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "A map that nobody interferes with leaves all of its entries or, refused, none.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var answers = actors.Answers(view).ToList();
        var disturbed = answers.Any(answer =>
            !answer.Request.Asks<SpaprContainerMessage.Map>(out _)
            && !answer.Request.Asks<SpaprContainerMessage.Register>(out _)
            && !answer.Request.Asks<SpaprContainerMessage.Unregister>(out _));
        if (disturbed) { return null; }

        foreach (var (request, outcome) in answers)
        {
            if (!request.Asks<SpaprContainerMessage.Map>(out var map)) { continue; }

            var others = answers.Count(other => other.Request.To == request.To
                && other.Request.Asks<SpaprContainerMessage.Map>(out _));
            var container = view.State<SpaprContainerState>(request.To);
            if (others > 1 || !container.TryWindow(map.Iova, out _, out var window)) { continue; }

            var wanted = window.Shift.CountOf(map.Size).Value;
            var there = Count(actors.UnitOf(view), window, map.Iova, wanted);
            var expected = outcome.Error == Errno.None ? wanted : 0;
            if (there != expected)
            {
                return $"a map of {Counted.Of(wanted, "entry", "entries")} answers {outcome.Error.Returned()}, and "
                    + $"{Counted.Of(there, "is", "are")} mapped";
            }
        }

        return null;
    }

    private static ulong Count(TceUnitState unit, OwnWindow window, Iova iova, ulong wanted)
    {
        TceIndex first = new((iova.Value - window.Start.Value) >> window.Shift.Value);
        var count = 0UL;
        for (var at = 0UL; at < wanted; at++)
        {
            if (unit.Entries[window.Window, first.Plus(new TceCount(at))].IsLive) { count++; }
        }

        return count;
    }
}
