namespace VfioActors.Exploration.Tests.Protocols.Drawn;

/// <summary>Goes on from every state of a drawn model once for each thing that was broken before it.</summary>
internal sealed class PlainSearch
{
    private const int StatesMax = 500;

    private readonly DrawnModel _model;
    private readonly HashSet<int>[] _senders;
    private readonly HashSet<string> _met = [];

    private PlainSearch(DrawnModel model)
    {
        _model = model;
        _senders = [.. Enumerable.Range(0, 1 + model.Actors + model.Clients.Length).Select(_ => new HashSet<int>())];
    }

    /// <summary>How many states there are.</summary>
    internal HashSet<string> States { get; } = [];

    /// <summary>What is at rest.</summary>
    internal HashSet<string> Rests { get; } = [];

    /// <summary>What is broken, with what is wrong where a claim says it.</summary>
    internal SortedSet<string> Broken { get; } = new(StringComparer.Ordinal);

    /// <summary>Searches; null where there are too many states, or a run comes back to where it was.</summary>
    internal static PlainSearch? Of(DrawnModel model)
    {
        PlainSearch search = new(model);
        while (true)
        {
            if (search.Go() is not { } hasLearned) { return null; }
            if (!hasLearned) { return search; }
            foreach (var kept in (HashSet<string>[])[search.States, search.Rests, search._met]) { kept.Clear(); }
            search.Broken.Clear();
        }
    }

    /// <returns>Whether states were told apart by less than in the end; null when it is no use.</returns>
    private bool? Go()
    {
        var hasLearned = false;
        HashSet<string> path = [];
        Stack<(PlainWorld World, string Found, string? Leaves)> todo = new([(new(_model), "", null)]);
        while (todo.TryPop(out var at))
        {
            if (at.Leaves is { } left)
            {
                path.Remove(left);
                continue;
            }

            hasLearned |= at.World.Learn(_senders);
            var key = at.World.Key(_senders);
            if (path.Contains(key)) { return null; }
            States.Add(key);
            if (!_met.Add($"{key}#{at.Found}")) { continue; }
            if (States.Count > StatesMax) { return null; }
            path.Add(key);
            todo.Push((at.World, at.Found, key));
            var steps = at.World.Steps().ToList();
            if (steps.Count == 0) { Rest(at.World); }
            foreach (var step in steps)
            {
                var next = at.World.Behind(step);
                todo.Push((next, Found(next, step, at.Found), null));
            }
        }

        return hasLearned;
    }

    private string Found(PlainWorld next, PlainStep step, string before)
    {
        if (next.IsCrashed) { Broken.Add("NoBrokenPromise"); }
        var (actor, count) = _model.Never;
        if (step.Flight.Message.To != actor + 1 || before.Length > 0) { return before; }
        if (!DrawnClaims.IsNever(next.Actors[actor], count)) { return before; }
        Broken.Add($"Never: actor{actor} is {next.Actors[actor]}");
        return "Never";
    }

    private void Rest(PlainWorld world)
    {
        if (world.IsCrashed) { return; }
        Rests.Add(world.Rest);
        if (world.Waits) { Broken.Add("Progress"); }
        if (world.Actors.Sum(actor => actor.Count) % 3 == _model.NeverAtRest) { Broken.Add($"NeverAtRest: {world.Rest}"); }
    }
}
