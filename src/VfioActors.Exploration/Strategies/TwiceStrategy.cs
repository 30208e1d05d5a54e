using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies;

/// <summary>
/// Around another strategy: takes the steps of each finished run a second time and compares the fingerprints after
/// every step. Catches behaviours that keep state of their own, ask a clock or chance, and changes that going back
/// forgets.
/// </summary>
/// <param name="inner">Chooses the steps.</param>
public sealed class TwiceStrategy(IStrategy inner) : IStrategy
{
    private ulong[] _fingerprints = new ulong[64];
    private Choice[] _choices = new Choice[64];
    private int _entered;

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public bool IsExhaustive => inner.IsExhaustive;

    /// <inheritdoc/>
    public long? States => inner.States;

    /// <inheritdoc/>
    public bool ForgetsHistory => inner.ForgetsHistory;

    /// <inheritdoc/>
    public bool AsksAlways => true;

    /// <inheritdoc/>
    public int Restarts => inner.Restarts;

    /// <inheritdoc/>
    public bool TryBegin(World world, long run, out int depth) => inner.TryBegin(world, run, out depth);

    /// <inheritdoc/>
    public bool Enter(World world)
    {
        _entered = world.Depth;
        if (_entered == _fingerprints.Length)
        {
            Array.Resize(ref _fingerprints, _entered * 2);
            Array.Resize(ref _choices, _entered * 2);
        }

        _fingerprints[_entered] = world.Fingerprint;
        return inner.Enter(world);
    }

    /// <inheritdoc/>
    public bool TryChoose(World world, out Choice choice) => inner.TryChoose(world, out choice);

    /// <inheritdoc/>
    public void Took(World world) => inner.Took(world);

    /// <inheritdoc/>
    /// <exception cref="HiddenStateException">A step led elsewhere the second time.</exception>
    public void Finish(World world)
    {
        RunAgain(world);
        inner.Finish(world);
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
            if (world.Depth <= _entered) { Compare(world, TextOf(world)); }
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
        ref readonly var message = ref world.Step(world.Depth - 1);
        return $"{message.Kind.Name} from {world.NameOf(message.From)} to {world.NameOf(message.To)}";
    }
}
