using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Symmetries.Trials;

/// <summary>
/// Tries what a scenario says of its symmetry: takes random runs, and next to each the same run with members at random
/// in each other's places. State by state the one must be the other, renamed.
/// </summary>
internal sealed class SymmetryTrial
{
    private const int StepsMax = 2_000;

    private readonly World _world;
    private readonly World _other;
    private readonly RenamedFingerprints _renamed;
    private readonly RenamedFingerprints _otherRenamed;
    private readonly RenamingTable _renamings;
    private readonly Renaming _nothing;
    private readonly IReadOnlyList<int> _sizes;

    /// <param name="makeWorld">Makes a world of the scenario at its start.</param>
    /// <param name="symmetry">What can change places.</param>
    internal SymmetryTrial(Func<World> makeWorld, Symmetry symmetry)
    {
        (_world, _other) = (makeWorld(), makeWorld());
        (_renamed, _otherRenamed) = (_world.Renamed(symmetry.PeersOf), _other.Renamed(symmetry.PeersOf));
        (_renamings, _sizes) = (new(symmetry), symmetry.Sizes);
        _nothing = _renamings.Of([.. _sizes.Select(size => Enumerable.Range(0, size).ToArray())]);
    }

    /// <summary>How many states were compared.</summary>
    internal long Compared { get; private set; }

    /// <summary>Tries.</summary>
    /// <returns>The first difference, in words; null when there is none.</returns>
    internal string? Difference(int runs, int seed)
    {
        SeededRandom random = new(seed, 14);
        for (var run = 0; run < runs; run++)
        {
            var renaming = _renamings.Of([.. _sizes.Select(size => Shuffled(size, random))]);
            if (Run(renaming, random) is { } difference) { return difference; }
        }

        return null;
    }

    private string? Run(Renaming renaming, SeededRandom random)
    {
        _world.BackTo(0);
        _other.BackTo(0);
        while (true)
        {
            Compared++;
            if (_renamed.Future(renaming, 0) != _otherRenamed.Future(_nothing, 0))
            {
                return $"after {At()} the states differ in more than who is who";
            }

            var enabled = _world.Enabled;
            if (enabled.Length != _other.Enabled.Length) { return $"after {At()} not as many steps could be next"; }
            if (enabled.Length == 0 || _world.Depth >= StepsMax) { return null; }
            var next = enabled[random.Below(enabled.Length)];
            var key = Renamed(_world.KeyOf(next), renaming);
            if (Find(key) is not { } other)
            {
                return $"after {At()} {_world.NameOf(next.Receiver)} could handle {key.Kind.ShortName}, "
                    + $"and {_world.NameOf(key.To)} in its place could not";
            }

            _world.Take(next);
            _other.Take(other);
        }
    }

    private string At()
    {
        if (_world.Depth == 0) { return "no step"; }
        var last = _world.Step(_world.Depth - 1);
        return $"{_world.Depth} steps, of which the last is {last.Kind.ShortName} to {_world.NameOf(last.To)},";
    }

    private Choice? Find(StepKey key)
    {
        foreach (var choice in _other.Enabled)
        {
            if (_other.KeyOf(choice) == key) { return choice; }
        }

        return null;
    }

    private static StepKey Renamed(StepKey key, Renaming renaming) => key with
    {
        To = new(renaming.Of(typeof(ActorId), key.To.Value)),
        From = new(renaming.Of(typeof(ActorId), key.From.Value)),
        Operation = new(renaming.Of(typeof(OperationId), key.Operation.Value)),
    };

    private static int[] Shuffled(int size, SeededRandom random)
    {
        var order = Enumerable.Range(0, size).ToArray();
        for (var at = size - 1; at > 0; at--)
        {
            var other = random.Below(at + 1);
            (order[at], order[other]) = (order[other], order[at]);
        }

        return order;
    }
}
