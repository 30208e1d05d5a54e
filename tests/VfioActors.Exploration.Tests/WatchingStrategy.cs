using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Tests;

/// <summary>Around another strategy: shows each finished run.</summary>
internal sealed class WatchingStrategy(IStrategy inner, Action<World> finished) : IStrategy
{
    public string Name => inner.Name;

    public bool IsExhaustive => inner.IsExhaustive;

    public long? States => inner.States;

    public bool ForgetsHistory => inner.ForgetsHistory;

    public int Restarts => inner.Restarts;

    public bool TryBegin(World world, long run, out int depth) => inner.TryBegin(world, run, out depth);

    public bool Enter(World world) => inner.Enter(world);

    public bool TryChoose(World world, out Choice choice) => inner.TryChoose(world, out choice);

    public void Took(World world) => inner.Took(world);

    public void Finish(World world)
    {
        finished(world);
        inner.Finish(world);
    }
}
