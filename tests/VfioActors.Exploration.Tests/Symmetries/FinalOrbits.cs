using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Merging;
using VfioActors.Exploration.Symmetries;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Tests.Symmetries;

/// <summary>
/// Around another strategy: keeps of each finished run its final state, whoever is who in it, and which set of
/// equivalent orders it is of. Not where it crashed: where the others are by then is not the same in equivalent orders.
/// </summary>
/// <param name="symmetry">What can change places.</param>
/// <param name="isOrdered">Whether equal members begin one after the other.</param>
internal sealed class FinalOrbits(IStrategy inner, Symmetry symmetry, bool isOrdered)
    : ForwardingStrategy(inner), IMergesOrbits
{
    private readonly int[][] _all = [.. AllOrders.Of(symmetry.Sizes)];
    private readonly RecordingStrategy _recording = new(inner);
    private RenamedFingerprints? _renamed;

    public Symmetry? Symmetry => isOrdered ? symmetry : null;

    internal SortedSet<ulong> Orbits { get; } = [];

    internal IReadOnlyList<ulong> Orders => _recording.Orders;

    public override RunStart? Begin(World world, long run)
    {
        _renamed ??= world.Renamed(new(new RenamingTable(symmetry)));
        var start = _recording.Begin(world, run);
        if (start is { IsRestart: true }) { Orbits.Clear(); }
        return start;
    }

    public override void Finish(World world)
    {
        if (world.Enabled.Length == 0 && world.Crash is null) { Orbits.Add(_all.Min(_renamed!.Future)); }
        _recording.Finish(world);
    }
}
