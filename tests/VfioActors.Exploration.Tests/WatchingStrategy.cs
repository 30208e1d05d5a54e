using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Tests;

/// <summary>Around another strategy: shows each finished run.</summary>
internal sealed class WatchingStrategy(IStrategy inner, Action<World> finished) : ForwardingStrategy(inner)
{
    public override void Finish(World world)
    {
        finished(world);
        base.Finish(world);
    }
}
