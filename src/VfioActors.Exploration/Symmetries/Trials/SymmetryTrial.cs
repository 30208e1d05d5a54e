using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Exploration.Worlds.Renamings;

namespace VfioActors.Exploration.Symmetries.Trials;

/// <summary>
/// Tries what a scenario says of its symmetry: takes random runs, and next to each the same run with members at random
/// in each other's places. State by state the one must be the other, renamed, and as much be broken in the one as in
/// the other.
/// </summary>
internal sealed class SymmetryTrial
{
    private const int StepsMax = 2_000;

    private readonly World _world;
    private readonly World _other;
    private readonly PropertyChecker _checker;
    private readonly PropertyChecker _otherChecker;
    private readonly RenamedFingerprints _renamed;
    private readonly RenamedFingerprints _otherRenamed;
    private readonly int[] _places;
    private readonly Witness[] _witnesses;
    private readonly IReadOnlyList<int> _sizes;
    private readonly SeededRandom _random;

    /// <param name="makeWorld">Makes a world of the scenario at its start.</param>
    /// <param name="properties">
    /// What is claimed of it. Witnesses that count what they see are not looked at: a trial is no search.
    /// </param>
    /// <param name="symmetry">What can change places.</param>
    /// <param name="seed">Which runs, and which places.</param>
    internal SymmetryTrial(
        Func<World> makeWorld, IReadOnlyList<Property> properties, Symmetry symmetry, int seed)
    {
        _random = new(seed, 14);
        (_world, _other) = (makeWorld(), makeWorld());
        Property[] judged = [.. properties.Where(property => property is not Witness)];
        (_checker, _otherChecker) = (new(_world, judged), new(_other, judged));
        (Memory, _sizes) = (new(new RenamingTable(symmetry)), symmetry.Sizes);
        (_renamed, _otherRenamed) = (_world.Renamed(Memory), _other.Renamed(Memory));
        _places = new int[Memory.Renamings.Members];
        _witnesses = [.. properties.OfType<Witness>().Where(witness => witness.MayBeTried)];
    }

    /// <summary>What was found out on the way: a search need not find it out again.</summary>
    internal RenamedMemory Memory { get; }

    /// <summary>How many states were compared.</summary>
    internal long Compared { get; private set; }

    /// <summary>Tries random runs from the start.</summary>
    /// <returns>The first difference, in words; null when there is none.</returns>
    internal string? Difference(int runs)
    {
        for (var run = 0; run < runs; run++)
        {
            if (Run(AnyRenaming()) is { } difference) { return difference; }
        }

        return null;
    }

    /// <summary>Tries the state that a world is in, by the way that led there, and all that could be next.</summary>
    /// <returns>The first difference, in words; null when there is none.</returns>
    internal string? DifferenceAt(World reached)
    {
        var renaming = AnyRenaming();
        if (GoTo(reached, renaming) is { } astray) { return astray; }

        foreach (var next in _world.Enabled.ToArray())
        {
            if ((Take(next, renaming) ?? Compare()) is { } difference) { return difference; }
            BackTo(reached.Depth);
        }

        return null;
    }

    /// <summary>Tries what is claimed of a world at rest, by the way that led there.</summary>
    /// <param name="times">With how many orders of the members, each of them another than their own.</param>
    /// <returns>The first difference, in words; null when there is none.</returns>
    internal string? DifferenceAtRest(World reached, int times)
    {
        for (var time = 0; time < times; time++)
        {
            var renaming = AnyRenaming();
            while (IsIdentity()) { renaming = AnyRenaming(); }
            if ((GoTo(reached, renaming) ?? Compare() ?? Rest()) is { } difference) { return difference; }
        }

        return null;
    }

    /// <summary>
    /// Goes the way of a world, in the other world the same in other places; of the one that is as it was last the
    /// steps are kept that both ways have in common.
    /// </summary>
    /// <returns>The first difference, in words; null when there is none.</returns>
    private string? GoTo(World reached, Renaming renaming)
    {
        var kept = InCommon(reached);
        _world.BackTo(kept);
        _checker.BackTo(kept);
        _other.BackTo(0);
        _otherChecker.BackTo(0);
        for (var step = 0; step < reached.Depth; step++)
        {
            var key = reached.KeyAt(step);
            if (Follow(key, renaming) is { } difference) { return difference; }
            if (step < kept) { continue; }
            if (Find(_world, key) is not { } next) { return "the way to a state cannot be gone again"; }
            Step(_checker, _world, next);
        }

        return null;
    }

    private int InCommon(World reached)
    {
        var common = 0;
        var most = Math.Min(reached.Depth, _world.Depth);
        while (common < most && _world.KeyAt(common) == reached.KeyAt(common)) { common++; }
        return common;
    }

    private string? Run(Renaming renaming)
    {
        Restart();
        while (true)
        {
            if (Compare() is { } difference) { return difference; }
            var enabled = _world.Enabled;
            if (enabled.Length == 0) { return Rest(); }
            if (_world.Depth >= StepsMax) { return null; }
            if (Take(enabled[_random.Below(enabled.Length)], renaming) is { } other) { return other; }
        }
    }

    private void Restart() => BackTo(0);

    private void BackTo(int depth)
    {
        _world.BackTo(depth);
        _other.BackTo(depth);
        _checker.BackTo(depth);
        _otherChecker.BackTo(depth);
    }

    /// <summary>What is claimed of the world at rest.</summary>
    private string? Rest()
    {
        if (_world.Crash is not null) { return null; }
        _checker.Rest(_world);
        _otherChecker.Rest(_other);
        var difference = CompareBroken() ?? CompareReached();

        // Who goes there again is not yet at rest: what is broken there is forgotten with the step that led there.
        BackTo(Math.Max(_world.Depth - 1, 0));
        return difference;
    }

    /// <summary>A witness that minds who is who is reached in one of the two runs alone.</summary>
    private string? CompareReached()
    {
        foreach (var witness in _witnesses)
        {
            if (IsReached(witness, _world) == IsReached(witness, _other)) { continue; }
            return $"after {At()} {witness.Name} is reached with members in one order, and not in another";
        }

        return null;
    }

    private static bool IsReached(Witness witness, World world)
    {
        try
        {
            return witness.Reached(world);
        }
        catch (Exception failure) when (failure is not HiddenStateException and not UnfitScenarioException)
        {
            throw new PropertyException(witness, failure);
        }
    }

    private string? Compare()
    {
        Compared++;
        return !AreSame() && !AreSameTogether()
            ? $"after {At()} the states differ in more than who is who"
            : _world.Enabled.Length != _other.Enabled.Length ? $"after {At()} not as many steps could be next"
            : CompareBroken();
    }

    private bool AreSame() => _renamed.Future(_places) == _otherRenamed.Future(places: null);

    /// <summary>
    /// In the one world perhaps only the first member ever sent something to somebody, in the other each of them did in
    /// a run of its own: what is known of messages to that somebody then counts in the other world alone. So each
    /// learns what the other knows.
    /// </summary>
    private bool AreSameTogether()
    {
        var known = LearnedFacts.Of([_world.Learned, _other.Learned]);
        _world.Learn(known);
        _other.Learn(known);
        return AreSame();
    }

    /// <summary>A claim that minds who is who breaks in one of the two runs, or for more actors in one.</summary>
    private string? CompareBroken()
    {
        if (_checker.Found.Count == 0 && _otherChecker.Found.Count == 0) { return null; }
        foreach (var found in _checker.Found.Concat(_otherChecker.Found))
        {
            if (TimesOf(_checker, found.Property) == TimesOf(_otherChecker, found.Property)) { continue; }
            return $"after {At()} {found.Property.Name} is broken with members in one order, and not in another";
        }

        return null;
    }

    private static int TimesOf(PropertyChecker checker, Property property) =>
        checker.Found.Count(found => ReferenceEquals(found.Property, property));

    /// <summary>Takes a step, and in the other world the same in another place.</summary>
    private string? Take(Choice next, Renaming renaming)
    {
        var key = _world.KeyOf(next);
        if (Follow(key, renaming) is { } difference) { return difference; }
        Step(_checker, _world, next);
        return null;
    }

    /// <summary>Takes a step of the one world in the other, in another place.</summary>
    private string? Follow(StepKey key, Renaming renaming)
    {
        var renamed = Renamed(key, renaming);
        if (Find(_other, renamed) is not { } other)
        {
            return $"after {At()} {_world.NameOf(key.To)} could handle {key.Kind.ShortName}, "
                + $"and {_world.NameOf(renamed.To)} in its place could not";
        }

        Step(_otherChecker, _other, other);
        return null;
    }

    private static void Step(PropertyChecker checker, World world, Choice next)
    {
        checker.Before(world, next);
        world.Take(next);
        checker.After(world);
    }

    private string At()
    {
        if (_other.Depth == 0) { return "no step"; }
        var last = _world.Step(_other.Depth - 1);
        return $"{Counted.Of(_other.Depth, "step")}, of which the last is {last.Kind.ShortName} to "
            + $"{_world.NameOf(last.To)},";
    }

    private static Choice? Find(World world, StepKey key)
    {
        foreach (var choice in world.Enabled)
        {
            if (world.KeyOf(choice) == key) { return choice; }
        }

        return null;
    }

    private static StepKey Renamed(StepKey key, Renaming renaming) => key with
    {
        To = new(renaming.Of(typeof(ActorId), key.To.Value)),
        From = new(renaming.Of(typeof(ActorId), key.From.Value)),
        Operation = new(renaming.Of(typeof(OperationId), key.Operation.Value)),
    };

    private Renaming AnyRenaming()
    {
        var first = 0;
        foreach (var size in _sizes)
        {
            var order = Shuffled(size);
            for (var place = 0; place < size; place++) { _places[first + order[place]] = first + place; }
            first += size;
        }

        return Memory.Renamings.Of(_places);
    }

    /// <summary>Whether each member is in its own place.</summary>
    private bool IsIdentity()
    {
        for (var member = 0; member < _places.Length; member++)
        {
            if (_places[member] != member) { return false; }
        }

        return true;
    }

    private int[] Shuffled(int size)
    {
        var order = Enumerable.Range(0, size).ToArray();
        for (var at = size - 1; at > 0; at--)
        {
            var other = _random.Below(at + 1);
            (order[at], order[other]) = (order[other], order[at]);
        }

        return order;
    }
}
