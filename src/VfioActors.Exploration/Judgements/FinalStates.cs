using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Judgements;

/// <summary>Around another strategy: keeps in which states runs came to rest.</summary>
/// <remarks>
/// A run that crashed is left out: what others had done by then is not the same in equivalent orders, and the crash is
/// itself what is found.
/// </remarks>
internal sealed class FinalStates(IStrategy inner) : IStrategy
{
    /// <summary>The fingerprints.</summary>
    internal HashSet<ulong> Met { get; } = [];

    public string Name => inner.Name;

    public bool IsExhaustive => inner.IsExhaustive;

    public long? States => inner.States;

    public bool ForgetsHistory => inner.ForgetsHistory;

    public bool AsksAlways => inner.AsksAlways;

    public int Restarts => inner.Restarts;

    public bool TryBegin(World world, long run, out int depth)
    {
        var restarts = inner.Restarts;
        var goesOn = inner.TryBegin(world, run, out depth);
        if (inner.Restarts > restarts) { Met.Clear(); }
        return goesOn;
    }

    public bool Enter(World world) => inner.Enter(world);

    public bool TryChoose(World world, out Choice choice) => inner.TryChoose(world, out choice);

    public void Took(World world) => inner.Took(world);

    public void Finish(World world)
    {
        if (world.Enabled.Length == 0 && world.Crash is null) { Met.Add(world.Fingerprint); }
        inner.Finish(world);
    }
}
