using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Tests.Strategies.Bounds;

/// <summary>
/// Around brute force: counts for each whole run, from its messages alone, the preemptions that it has.
/// </summary>
internal sealed class PreemptionCensus(IStrategy inner) : ForwardingStrategy(inner)
{
    private readonly List<(int Preemptions, bool IsAtRest, ulong State)> _runs = [];
    private readonly List<HashSet<string>> _enabled = [];

    public override RunStart? Begin(World world, long run)
    {
        var start = base.Begin(world, run);
        if (start is { IsRestart: true }) { _runs.Clear(); }
        return start;
    }

    public override Decision Choose(RunView run)
    {
        while (_enabled.Count <= run.Depth) { _enabled.Add([]); }
        _enabled[run.Depth] = [];
        foreach (var choice in run.Enabled) { _enabled[run.Depth].Add(Operation(run.KeyOf(choice))); }
        return base.Choose(run);
    }

    public override void Finish(World world)
    {
        var preemptions = 0;
        for (var step = 1; step < world.Depth; step++)
        {
            var (before, now) = (Operation(world.KeyAt(step - 1)), Operation(world.KeyAt(step)));
            if (before != now && _enabled[step].Contains(before)) { preemptions++; }
        }

        _runs.Add((preemptions, world.Enabled.Length == 0, world.Fingerprint));
        base.Finish(world);
    }

    internal int RunsWithin(int most) => _runs.Count(run => run.Preemptions <= most);

    internal HashSet<ulong> StatesWithin(int most) =>
        [.. _runs.Where(run => run.Preemptions <= most && run.IsAtRest).Select(run => run.State)];

    private static string Operation(StepKey key) =>
        key.Operation == OperationId.None ? $"actor {key.To.Value}" : $"operation {key.Operation.Value}";
}
