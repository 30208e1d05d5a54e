using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Tests;

/// <summary>
/// Around another strategy: keeps for each finished run the final state and which set of equivalent orders it is of.
/// </summary>
internal sealed class RecordingStrategy(IStrategy inner) : ForwardingStrategy(inner)
{
    public SortedSet<ulong> FinalStates { get; } = [];

    public List<ulong> Orders { get; } = [];

    public override RunStart? Begin(World world, long run)
    {
        var start = base.Begin(world, run);
        if (start is { IsRestart: true })
        {
            FinalStates.Clear();
            Orders.Clear();
        }

        return start;
    }

    public override void Finish(World world)
    {
        if (world.Enabled.Length == 0)
        {
            FinalStates.Add(world.Fingerprint);
            Orders.Add(OrderOf(world));
        }

        base.Finish(world);
    }

    /// <summary>Equivalent orders are the same to each actor: the fingerprint of what each of them heard.</summary>
    private static ulong OrderOf(World world)
    {
        var heard = new ulong[world.Topology.Count + 1];
        for (var step = 0; step < world.Depth; step++)
        {
            var message = world.Step(step);
            ref var hash = ref heard[message.To.Value];
            hash = Fingerprint.Mix(hash, message.Fingerprint);
        }

        var sum = 0UL;
        for (var actor = 1; actor < heard.Length; actor++) { sum = Fingerprint.Mix(sum, heard[actor]); }
        return sum;
    }
}
