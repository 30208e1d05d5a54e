using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Tests.FailNth;

/// <summary>Where all runs of a scenario end, found by taking every one of them.</summary>
internal static class Ends
{
    /// <summary>The fingerprints at rest of the runs in which the host refuses at most so often.</summary>
    internal static SortedSet<ulong> Of(Setup setup, int refusals)
    {
        SortedSet<ulong> ends = [];
        Go(setup.MakeWorld(), refusals, ends);
        return ends;
    }

    private static void Go(World world, int refusals, SortedSet<ulong> ends)
    {
        if (world.Enabled.Length == 0)
        {
            ends.Add(world.Fingerprint);
            return;
        }

        var depth = world.Depth;
        foreach (var choice in world.Enabled.ToArray())
        {
            var left = refusals - (choice.Option == 1 ? 1 : 0);
            if (left < 0) { continue; }
            world.Take(choice);
            Go(world, left, ends);
            world.BackTo(depth);
        }
    }
}
