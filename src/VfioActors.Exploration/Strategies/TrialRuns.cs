using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies;

/// <summary>Runs before the first run, to learn what a world is like.</summary>
internal static class TrialRuns
{
    /// <summary>How many runs go ahead of a search.</summary>
    private const int RunsMax = 16;

    /// <summary>Some runs ahead of a search, so that most actors are already known to hear several others.</summary>
    /// <param name="read">Shown each step.</param>
    internal static void Rehearse(World world, Action<World, int>? read = null)
    {
        for (var run = 0; run < RunsMax; run++)
        {
            Run(world, run, read is null ? null : step => read(world, step));
        }
    }

    /// <summary>
    /// Takes a run from start to rest and goes back to the start: number 0 in the order of the choices, others at
    /// random.
    /// </summary>
    /// <param name="number">Which run.</param>
    /// <param name="took">Shown each step.</param>
    /// <returns>How many steps the run had.</returns>
    internal static int Run(World world, int number, Action<int>? took = null)
    {
        SeededRandom random = new(number);
        world.BackTo(0);
        while (world.Enabled is { Length: > 0 } enabled && world.Depth < RunLimit.StepsMax)
        {
            world.Take(enabled[number == 0 ? 0 : random.Below(enabled.Length)]);
            took?.Invoke(world.Depth - 1);
        }

        var length = world.Depth;
        world.BackTo(0);
        return length;
    }
}
