using VfioActors.Behaviors;
using VfioActors.Exploration.Livelocks;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Properties.Standard;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration;

/// <summary>Looks whether the runs of one search go round for ever.</summary>
internal sealed class CircleWatch(Setup setup, World world, PropertyChecker checker)
{
    /// <summary>In more states than this it is not known whether circles of them are livelocks.</summary>
    private const int GraphStatesMax = 1 << 19;

    /// <summary>Whether the search is to end with the first that is found.</summary>
    internal required bool StopsAtFirst { get; init; }

    /// <summary>Whether anybody wants to know.</summary>
    internal bool Looks { get; } = setup.Properties.Contains(NoLivelock.Instance);

    /// <summary>How many runs came back to a state of their own, or may have.</summary>
    internal long Count { get; set; }

    /// <summary>Whether a run was found that goes round for ever.</summary>
    internal bool HasLivelock { get; set; }

    /// <summary>What could not be decided; null when everything was.</summary>
    internal string? Trouble { get; private set; }

    /// <summary>Whether the run at hand is known to go on for ever, as it is; then that is noted.</summary>
    internal bool IsEndless()
    {
        if (!Looks || EndlessRun.Cut(world, setup.Scenario.TellsStatesApart) is not var (steps, reason))
        {
            return false;
        }

        checker.Note(Livelock(steps - 1, reason));
        return true;
    }

    /// <summary>The run came back to a state of its own.</summary>
    internal void LookAt(Budget budget, int? metAt)
    {
        if (!Looks || HasLivelock || metAt is not { } from) { return; }
        Count++;
        if (from == Decision.PossibleCircle) { return; }
        if (EndlessRun.Closed(world, from) is { } reason) { Keep(budget, reason); }
    }

    /// <summary>
    /// Every state was met, and some come again, though not by a fair way so far: is there a fair one?
    /// </summary>
    /// <returns>Whether the world has gone one, or what may be one.</returns>
    internal bool LookAtAll(Budget budget)
    {
        world.BackTo(0);
        checker.BackTo(-1);
        world.Past = 0;
        if (StateGraph.Of(world, GraphStatesMax, () => budget.LookUp()) is not { } graph)
        {
            var why = budget.LookUp() ? "the search was ended before it was known how" : "there are too many of them";
            Trouble = $"{NoLivelock.Instance.Name} is not decided: states come again, and {why}";
            return false;
        }

        if (LivelockSearch.Find(graph) is not var (steps, from)) { return false; }
        foreach (var step in steps) { world.Take(step); }
        if (EndlessRun.Closed(world, from) is { } reason) { Keep(budget, reason); }
        else { Trouble = $"{NoLivelock.Instance.Name} is not decided: no single fair way round was found"; }
        return true;
    }

    private void Keep(Budget budget, string reason)
    {
        HasLivelock = true;
        checker.Note(Livelock(world.Depth - 1, reason));
        if (StopsAtFirst) { budget.Stop(); }
    }

    private Finding Livelock(int step, string reason) =>
        new(NoLivelock.Instance, ActorId.Nobody, step, reason) { KnownAfter = world.Depth - 1 };
}
