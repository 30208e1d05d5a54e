using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Symmetries;

/// <summary>
/// One fingerprint for all states of a world that differ only in which of the interchangeable things is which.
/// </summary>
/// <remarks>
/// Members are sorted by what each looks like when one forgets which is which, and the state is renamed into that
/// order. Where several look alike any of their orders will do: then an orbit may have several fingerprints, which
/// costs states and misses none (Bosnacki, Dams, Holenderski, "Symmetric Spin", STTT 2002).
/// </remarks>
internal sealed class OrbitFingerprints
{
    private readonly RenamedFingerprints _renamed;
    private readonly RenamingTable _renamings;
    private readonly int[][] _orders;
    private readonly ulong[][] _looks;

    internal OrbitFingerprints(World world, Symmetry symmetry)
    {
        _renamed = world.Renamed(symmetry.PeersOf);
        _renamings = new(symmetry);
        _orders = [.. symmetry.Sizes.Select(size => Enumerable.Range(0, size).ToArray())];
        _looks = [.. symmetry.Sizes.Select(size => new ulong[size])];
    }

    /// <summary>The fingerprint of the state that the world is in now, whatever was broken before.</summary>
    internal ulong Now()
    {
        for (var set = 0; set < _orders.Length; set++)
        {
            var (order, looks) = (_orders[set], _looks[set]);
            for (var member = 0; member < order.Length; member++)
            {
                order[member] = member;
                looks[member] = _renamed.Look(_renamings.Marks[set][member]);
            }

            Sort(order, looks);
        }

        return _renamed.Future(_renamings.Of(_orders));
    }

    /// <summary>Sets are small, and mostly nearly in order.</summary>
    private static void Sort(int[] order, ulong[] looks)
    {
        for (var at = 1; at < order.Length; at++)
        {
            for (var place = at; place > 0 && looks[order[place - 1]] > looks[order[place]]; place--)
            {
                (order[place - 1], order[place]) = (order[place], order[place - 1]);
            }
        }
    }
}
