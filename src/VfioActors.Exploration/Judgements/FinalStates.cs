using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Judgements;

/// <summary>Around another strategy: keeps in which states runs came to rest.</summary>
/// <remarks>
/// A run that crashed is left out: what others had done by then is not the same in equivalent orders, and the crash is
/// itself what is found.
/// </remarks>
internal sealed class FinalStates(IStrategy inner) : ForwardingStrategy(inner)
{
    /// <summary>The fingerprints.</summary>
    internal HashSet<ulong> Met { get; } = [];

    public override RunStart? Begin(World world, long run)
    {
        var start = base.Begin(world, run);
        if (start is { IsRestart: true }) { Met.Clear(); }
        return start;
    }

    public override void Finish(World world)
    {
        if (world.Enabled.Length == 0 && world.Crash is null) { Met.Add(world.Fingerprint); }
        base.Finish(world);
    }
}
