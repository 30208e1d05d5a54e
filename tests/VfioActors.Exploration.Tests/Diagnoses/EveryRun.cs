using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Tests.Diagnoses;

/// <summary>Every run of a small setup, by brute force: each choice at each step, nothing left out or merged.</summary>
internal static class EveryRun
{
    /// <summary>A run to its end, and the names of the properties that it breaks.</summary>
    internal sealed record Ended(IReadOnlyList<StepKey> Order, IReadOnlySet<string> Broken);

    /// <returns>Null when there are more runs than that.</returns>
    internal static IReadOnlyList<Ended>? Of(Setup setup, int runsMax)
    {
        var world = setup.MakeWorld();
        PropertyChecker checker = new(world, setup.Properties);
        List<Ended> runs = [];
        Stack<(int Depth, int Next)> path = new([(0, 0)]);
        while (path.TryPop(out var at) && runs.Count <= runsMax)
        {
            world.BackTo(at.Depth);
            checker.BackTo(at.Depth);
            if (world.Enabled.Length == 0)
            {
                if (world.Crash is null) { checker.Rest(world); }
                var broken = checker.Found.Select(finding => finding.Property.Name).ToHashSet();
                runs.Add(new([.. Enumerable.Range(0, world.Depth).Select(world.KeyAt)], broken));
                checker.BackTo(at.Depth - 1);
                continue;
            }

            if (at.Next == world.Enabled.Length) { continue; }
            path.Push((at.Depth, at.Next + 1));
            var choice = world.Enabled[at.Next];
            checker.Before(world, choice);
            world.Take(choice);
            checker.After(world);
            path.Push((at.Depth + 1, 0));
        }

        return runs.Count <= runsMax ? runs : null;
    }
}
