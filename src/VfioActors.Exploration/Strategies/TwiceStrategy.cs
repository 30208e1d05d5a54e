using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies;

/// <summary>
/// Around another strategy: takes the steps of each finished run a second time and compares the fingerprints after
/// every step. Catches behaviours that keep state of their own, ask a clock or chance, and changes that going back
/// forgets.
/// </summary>
/// <param name="inner">Chooses the steps.</param>
public sealed class TwiceStrategy(IStrategy inner) : ForwardingStrategy(inner)
{
    private ulong[] _fingerprints = new ulong[64];
    private Choice[] _choices = new Choice[64];
    private int _shown;

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
    /// <exception cref="HiddenStateException">A step led elsewhere the second time.</exception>
    public override void Finish(World world)
    {
        RunAgain(world);
        base.Finish(world);
    }

    /// <summary>Leaves the world where it was, if all is well.</summary>
    private void RunAgain(World world)
    {
        var depth = world.Depth;
        while (depth > _choices.Length) { Array.Resize(ref _choices, depth * 2); }
        for (var step = 0; step < depth; step++) { _choices[step] = world.ChoiceAt(step); }
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
