using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies;

/// <summary>
/// Around another strategy: takes the steps of each finished run a second time and compares the fingerprints after
/// every step. Catches behaviours that keep state of their own, ask a clock or chance, and changes that going back
/// forgets.
/// </summary>
/// <remarks>
/// A coin falls twice on the same side half of the time, and a search may have one run only. So the first run is taken
/// sixteen times more, the second eight times, and so on until once more is enough: fifty runs more for the first
/// sixteen, and from then on one for each.
/// </remarks>
/// <param name="inner">Chooses the steps.</param>
public sealed class TwiceStrategy(IStrategy inner) : ForwardingStrategy(inner)
{
    /// <summary>How often the first run is taken again.</summary>
    private const int AgainAtFirst = 16;

    private ulong[] _fingerprints = new ulong[64];
    private Choice[] _choices = new Choice[64];
    private int _shown;
    private int _finished;

    /// <inheritdoc/>
    public override StrategyTraits Traits => base.Traits with { AsksAlways = true };

    /// <inheritdoc/>
    public override Decision Choose(RunView run)
    {
        _shown = run.Depth;
        if (_shown == _fingerprints.Length)
        {
            Array.Resize(ref _fingerprints, _shown * 2);
            Array.Resize(ref _choices, _shown * 2);
        }

        _fingerprints[_shown] = run.Fingerprint;

        // Where part of what actors remember cannot be seen, a state that comes again may be another one.
        return base.Choose(run).WithoutPlace;
    }

    /// <inheritdoc/>
    /// <exception cref="HiddenStateException">A step led elsewhere another time.</exception>
    public override void Finish(World world)
    {
        var depth = world.Depth;
        while (depth > _choices.Length) { Array.Resize(ref _choices, depth * 2); }
        for (var step = 0; step < depth; step++) { _choices[step] = world.ChoiceAt(step); }
        if (_finished < AgainAtFirst) { _finished++; }
        for (var again = AgainAtFirst / _finished; again > 0; again--) { RunAgain(world, depth); }
        base.Finish(world);
    }

    /// <summary>Leaves the world where it was, if all is well.</summary>
    private void RunAgain(World world, int depth)
    {
        world.BackTo(0);
        Compare(world, "going back to the start");
        for (var step = 0; step < depth; step++)
        {
            world.Take(_choices[step]);

            // A run that the budget ended has one more step than it has states that were shown.
            if (world.Depth <= _shown) { Compare(world, TextOf(world)); }
        }
    }

    private void Compare(World world, string text)
    {
        if (world.Fingerprint != _fingerprints[world.Depth]) { throw Differs(world, text); }
    }

    private HiddenStateException Differs(World world, string text) =>
        new(world.Depth - 1, text, _fingerprints[world.Depth], world.Fingerprint);

    private static string TextOf(World world)
    {
        var message = world.Step(world.Depth - 1);
        return $"{message.Kind.Name} from {world.NameOf(message.From)} to {world.NameOf(message.To)}";
    }
}
