using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Tests.Strategies.Bounds;

/// <summary>Around another strategy: remembers exactly which states it is shown.</summary>
internal sealed class ArrivingStrategy(IStrategy inner) : ForwardingStrategy(inner)
{
    private readonly HashSet<ulong> _states = [];

    /// <summary>How many different ones.</summary>
    internal int Arrived => _states.Count;

    public override RunStart? Begin(World world, long run)
    {
        var start = base.Begin(world, run);
        if (start is { IsRestart: true }) { _states.Clear(); }
        return start;
    }

    public override Decision Choose(RunView run)
    {
        _ = _states.Add(run.StateFingerprint);
        return base.Choose(run);
    }
}
