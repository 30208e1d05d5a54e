using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Strategies;

/// <summary>A run before the first run, to learn what a world is like.</summary>
internal static class Rehearsal
{
    /// <summary>Takes the first enabled step over and over, and goes back to the start.</summary>
    /// <returns>How many steps the run had.</returns>
    internal static int Run(World world)
    {
        world.BackTo(0);
        while (world.Enabled.Length > 0 && world.Depth < Explorer.StepsPerRunMax) { world.Take(world.Enabled[0]); }
        var length = world.Depth;
        world.BackTo(0);
        return length;
    }
}
