using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Renamings;

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
    private const int KnownMax = 1 << 16;

    private readonly RecentTable<ulong> _known = new(KnownMax);
    private readonly World _world;
    private readonly RenamedFingerprints _renamed;
    private readonly int[][] _orders;
    private readonly ulong[] _looks;
    private readonly int[] _places;
    private int _distinctions;

    /// <param name="world">The world.</param>
    /// <param name="symmetry">What can change places.</param>
    /// <param name="memory">What is known of it; null for nothing.</param>
    internal OrbitFingerprints(World world, Symmetry symmetry, RenamedMemory? memory)
    {
        memory ??= new(new RenamingTable(symmetry));
        var members = memory.Renamings.Members;
        _renamed = world.Renamed(memory);
        _orders = [.. symmetry.Sizes.Select(size => new int[size])];
        (_looks, _places) = (new ulong[members], new int[members]);
        _world = world;
        Forget();
    }

    /// <summary>
    /// The fingerprint of the orbit that the world is in now, whatever was broken before: two steps of five lead to a
    /// state that was looked at already.
    /// </summary>
    /// <param name="state">The fingerprint of the state as it is.</param>
    internal ulong Of(ulong state)
    {
        if (_world.Distinctions != _distinctions) { return OfMore(); }
        if (_known.TryGet(state, out var known)) { return known; }
        var orbit = Now();
        _known.Put(state, orbit);
        return orbit;
    }

    /// <summary>From now on states are told apart by more than before.</summary>
    internal void Forget()
    {
        _known.Clear();
        _renamed.LearnOfPeers();
        _distinctions = _world.Distinctions;
    }

    /// <summary>The same in a world that has learned something: the fingerprint that was told is of before.</summary>
    private ulong OfMore()
    {
        Forget();
        return Now();
    }

    private ulong Now()
    {
        _renamed.Look(_looks);
        var first = 0;
        foreach (var order in _orders)
        {
            for (var member = 0; member < order.Length; member++) { order[member] = first + member; }
            Sort(order, _looks);
            for (var place = 0; place < order.Length; place++) { _places[order[place]] = first + place; }
            first += order.Length;
        }

        return _renamed.Future(_places);
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
