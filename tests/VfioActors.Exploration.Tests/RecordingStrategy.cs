using VfioActors.Behaviors;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Tests;

/// <summary>
/// Around another strategy: keeps for each finished run the final state and which set of equivalent orders it is of.
/// </summary>
internal sealed class RecordingStrategy(IStrategy inner) : IStrategy
{
    public SortedSet<ulong> FinalStates { get; } = [];

    public List<ulong> Orders { get; } = [];

    public string Name => inner.Name;

    public bool IsExhaustive => inner.IsExhaustive;

    public long? States => inner.States;

    public int Restarts => inner.Restarts;

    public bool TryBegin(World world, long run, out int depth)
    {
        var restarts = inner.Restarts;
        var goesOn = inner.TryBegin(world, run, out depth);
        if (inner.Restarts > restarts)
        {
            FinalStates.Clear();
            Orders.Clear();
        }

        return goesOn;
    }

    public bool Enter(World world) => inner.Enter(world);

    public bool TryChoose(World world, out Choice choice) => inner.TryChoose(world, out choice);

    public void Took(World world) => inner.Took(world);

    public void Finish(World world)
    {
        if (world.Enabled.Length == 0)
        {
            FinalStates.Add(world.Fingerprint);
            Orders.Add(OrderOf(world));
        }

        inner.Finish(world);
    }

    /// <summary>Equivalent orders are the same to each actor: the fingerprint of what each of them heard.</summary>
    private static ulong OrderOf(World world)
    {
        var heard = new ulong[world.Topology.Count + 1];
        for (var step = 0; step < world.Depth; step++)
        {
            ref readonly var message = ref world.Step(step);
            ref var hash = ref heard[message.To.Value];
            hash = Fingerprint.Mix(hash, message.Fingerprint);
        }

        var sum = 0UL;
        for (var actor = 1; actor < heard.Length; actor++) { sum = Fingerprint.Mix(sum, heard[actor]); }
        return sum;
    }
}
