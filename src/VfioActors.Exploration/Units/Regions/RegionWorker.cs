using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Units.Cuts;
using VfioActors.Exploration.Units.Work;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Units.Regions;

/// <summary>
/// Searches the regions that one worker has, a unit at a time. It goes on where actors are farthest, so that runs come
/// to their end early, and little waits.
/// </summary>
/// <param name="setup">The scenario.</param>
/// <param name="world">Its world.</param>
/// <param name="checker">Its properties.</param>
/// <param name="plan">The regions.</param>
internal sealed class RegionWorker(Setup setup, World world, PropertyChecker checker, RegionPlan plan)
{
    private readonly RegionMap _map = new(world, checker, plan);
    private readonly SortedDictionary<(int Advance, int Region), RegionSearch> _searches = [];

    /// <summary>Who took the world where it is.</summary>
    private RegionSearch? _last;

    /// <summary>Does a unit.</summary>
    /// <exception cref="PropertyException">A claim threw.</exception>
    /// <exception cref="InvalidDataException">It was given what is none of its states.</exception>
    internal UnitResult Search(WorkUnit unit, CancellationToken end)
    {
        Adopt(unit);
        List<RegionPart> parts = [];
        List<RegionEntries> entries = [];
        var size = unit.Size;
        foreach (var search in _searches.Values)
        {
            if (size <= 0) { break; }
            if (!search.HasMore) { continue; }
            size -= search.Search(_last, size, end);
            _last = search;
            parts.Add(search.TakePart());
            entries.AddRange(search.TakeEntries());
        }

        return new(unit.Number, default)
        {
            Regions = parts,
            Entries = entries,
            HasMore = _searches.Values.Any(static search => search.HasMore),
        };
    }

    private void Adopt(WorkUnit unit)
    {
        foreach (var region in unit.Dropped) { _searches.Remove(KeyOf(region)); }
        foreach (var region in unit.Regions) { _searches[KeyOf(region)] = new(setup, world, checker, _map, region); }
        foreach (var entries in unit.Entries)
        {
            if (!_searches.TryGetValue(KeyOf(entries.Region), out var search))
            {
                throw new InvalidDataException($"states of region {entries.Region} came to who has not got it");
            }

            search.Give(entries);
        }
    }

    /// <summary>The farthest region first.</summary>
    private (int Advance, int Region) KeyOf(int region) => (-plan.AdvanceOf(region), region);
}
