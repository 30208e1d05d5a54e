using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Tests.Strategies.Subtrees;

/// <summary>
/// A world that follows a strategy one run at a time, when it is told to: so that any order of what several parts of a
/// search do can be tried without threads.
/// </summary>
internal sealed class PartWalk(Setup setup, IStrategy strategy)
{
    private readonly World _world = setup.MakeWorld();
    private long _number;

    /// <summary>The runs that came to their end since the search began again, each with all its steps.</summary>
    internal List<string> Runs { get; } = [];

    /// <summary>The states at rest.</summary>
    internal SortedSet<ulong> FinalStates { get; } = [];

    /// <summary>How many runs were left since then.</summary>
    internal int Left { get; private set; }

    /// <summary>How many new steps were taken since then.</summary>
    internal long Steps { get; private set; }

    /// <summary>How many of them ended where something was thrown.</summary>
    internal int Crashes { get; private set; }

    /// <summary>How often the search began again.</summary>
    internal int Restarts { get; private set; }

    internal World World => _world;

    /// <summary>Takes a run.</summary>
    /// <returns>False when there is none to take now.</returns>
    internal bool Move()
    {
        if (strategy.Begin(_world, _number++) is not { } start) { return false; }
        if (start.IsRestart) { CountAgain(); }
        _world.BackTo(start.Depth);
        Steps -= start.GoesOnAt - start.Depth;
        var decision = strategy.Choose(new(_world));
        for (; decision.Kind == DecisionKind.GoOn && _world.Enabled.Length > 0; decision = strategy.Choose(new(_world)))
        {
            _world.Take(decision.Next);
            Steps++;
        }

        strategy.Finish(_world);
        if (decision.Kind == DecisionKind.GoOn) { Note(); }
        else if (decision.Kind == DecisionKind.Exhausted) { Left++; }
        return true;
    }

    private void CountAgain()
    {
        Restarts++;
        (Left, Steps, Crashes) = (0, 0, 0);
        Runs.Clear();
        FinalStates.Clear();
    }

    private void Note()
    {
        Runs.Add(string.Join(' ', Enumerable.Range(0, _world.Depth).Select(_world.KeyAt)));
        FinalStates.Add(_world.Fingerprint);
        if (_world.Crash is not null) { Crashes++; }
    }
}
