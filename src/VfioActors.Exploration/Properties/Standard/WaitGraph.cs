using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Properties.Standard;

/// <summary>Who waits for whom. Who waits for an actor that is held waits for whoever holds it.</summary>
internal sealed class WaitGraph
{
    /// <summary>From how many of those who wait a circle is looked for: in a storm thousands may wait.</summary>
    private const int StartsMax = 256;

    private readonly IReadOnlyList<Wait> _waits;
    private readonly ILookup<ActorId, Wait> _waitsOf;
    private readonly ILookup<ActorId, ActorId> _holdersOf;
    private readonly IWorldView _view;

    /// <param name="waits">What the actors said.</param>
    /// <param name="view">For names.</param>
    internal WaitGraph(WaitList waits, IWorldView view)
    {
        _view = view;
        _waits = [.. waits.Waits.OrderBy(wait => wait.Who)];
        _waitsOf = _waits.ToLookup(wait => wait.Who);
        _holdersOf = waits.Holds.ToLookup(hold => hold.What, hold => hold.Who);
    }

    internal bool IsEmpty => _waits.Count == 0;

    /// <summary>A shortest circle of waiting, said once around; null when there is none.</summary>
    internal string? Circle()
    {
        var circles = from start in _waits.Take(StartsMax)
                      let circle = From(start.Who)
                      where circle is not null
                      orderby circle.Count
                      select string.Join("; ", circle.Select(Text));
        return circles.FirstOrDefault();
    }

    /// <summary>The first of those who wait.</summary>
    internal string First() => $"{Text(_waits[0])}, for ever";

    /// <summary>
    /// The shortest way from an actor over those it waits for back to itself; null when there is none.
    /// </summary>
    private List<Wait>? From(ActorId start)
    {
        SortedDictionary<ActorId, Wait> cameBy = [];
        Queue<ActorId> open = new([start]);
        while (open.TryDequeue(out var actor))
        {
            var steps = from wait in _waitsOf[actor]
                        from next in Blocking(wait.Whom)
                        where cameBy.TryAdd(next, wait)
                        select next;
            foreach (var next in steps)
            {
                if (next == start) { return Back(start, cameBy); }
                open.Enqueue(next);
            }
        }

        return null;
    }

    private static List<Wait> Back(ActorId start, SortedDictionary<ActorId, Wait> cameBy)
    {
        List<Wait> circle = [cameBy[start]];
        while (circle[^1].Who != start) { circle.Add(cameBy[circle[^1].Who]); }
        circle.Reverse();
        return circle;
    }

    /// <summary>Who must do something before an actor can: who holds it, else itself.</summary>
    private IEnumerable<ActorId> Blocking(ActorId actor) =>
        _holdersOf.Contains(actor) ? _holdersOf[actor] : [actor];

    private string Text(Wait wait)
    {
        var holders = _holdersOf[wait.Whom].Where(holder => holder != wait.Who).Select(_view.NameOf).ToList();
        var whom = wait.Whom.IsSomebody ? $"waits for {_view.NameOf(wait.Whom)}" : "waits";
        var held = holders.Count > 0 ? $", held by {string.Join(" and ", holders)}" : "";
        return $"{_view.NameOf(wait.Who)} {whom}{held}";
    }
}
