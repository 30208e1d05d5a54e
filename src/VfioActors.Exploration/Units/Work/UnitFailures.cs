using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Units.Work;

/// <summary>
/// The different failures of all units. Which run stands for one depends on the runs alone: the shortest, then the
/// first in the order of their numbers or of their steps.
/// </summary>
internal sealed class UnitFailures
{
    private readonly Dictionary<(int Property, string Reason), UnitFailure> _failures = [];

    /// <summary>All of them.</summary>
    internal IReadOnlyCollection<UnitFailure> All => _failures.Values;

    /// <summary>How many there are.</summary>
    internal int Count => _failures.Count;

    /// <summary>Adds what a unit met.</summary>
    internal void Add(UnitFailure failure, long occurrences)
    {
        if (occurrences == 0) { return; }
        var key = (failure.Property, failure.Reason);
        var known = _failures.GetValueOrDefault(key);
        var standing = known is null || failure.IsBefore(known) ? failure : known;
        _failures[key] = standing with { Occurrences = occurrences + (known?.Occurrences ?? 0) };
    }

    /// <summary>Adds what others met.</summary>
    internal void AddAll(UnitFailures others)
    {
        foreach (var failure in others.All) { Add(failure, failure.Occurrences); }
    }

    /// <summary>Whether one of a property is among them.</summary>
    internal bool Has(int property) => _failures.Keys.Any(key => key.Property == property);

    /// <summary>As failures of a scenario.</summary>
    /// <param name="world">A world of it; it is taken elsewhere.</param>
    internal IReadOnlyList<Failure> In(Setup setup, World world) =>
    [
        .. _failures.Values.Select(failure => new Failure(
            setup.Properties[failure.Property], failure.Reason, failure.Run, Schedule(world, failure.Way))
        {
            Occurrences = failure.Occurrences,
            Branches = failure.Branches,
        }),
    ];

    private static StepKey[] Schedule(World world, int[] way)
    {
        var keys = new StepKey[way.Length];
        world.BackTo(0);
        for (var step = 0; step < way.Length; step++)
        {
            if (way[step] < 0 || way[step] >= world.Enabled.Length)
            {
                throw new InvalidDataException($"a failure has step {way[step]} of {world.Enabled.Length}");
            }

            keys[step] = world.KeyOf(world.Enabled[way[step]]);
            world.Take(world.Enabled[way[step]]);
        }

        world.BackTo(0);
        return keys;
    }
}
