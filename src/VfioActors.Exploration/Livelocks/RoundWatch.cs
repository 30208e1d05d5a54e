using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Livelocks;

/// <summary>
/// Sees that a run comes to a state again, where each state says what follows it; it keeps one state at a time.
/// </summary>
/// <remarks>
/// Brent, "An Improved Monte Carlo Factorization Algorithm", BIT 20, 1980: another state is kept after 1, then 2, 4, 8
/// steps and so on, so a round is seen before the run is about three times as long as it had to be.
/// </remarks>
internal sealed class RoundWatch
{
    private readonly World _world;
    private ulong _kept;
    private int _keptAt;
    private int _distinctions;
    private int _power = 1;

    /// <param name="world">Where it watches from.</param>
    internal RoundWatch(World world)
    {
        _world = world;
        Keep();
    }

    /// <summary>How many steps there are from the state that is kept to the run's last.</summary>
    internal int Length => _world.Depth - _keptAt;

    /// <summary>Looks at the run's last state.</summary>
    /// <returns>Whether it is the one that is kept: then the run goes round in <see cref="Length"/> steps.</returns>
    internal bool Look()
    {
        // What took states for the same that are not may have done so before.
        if (_world.Distinctions != _distinctions) { Keep(); }
        else if (_world.FutureFingerprint == _kept) { return true; }
        else if (Length >= _power)
        {
            _power *= 2;
            Keep();
        }

        return false;
    }

    private void Keep() =>
        (_kept, _keptAt, _distinctions) = (_world.FutureFingerprint, _world.Depth, _world.Distinctions);
}
