using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Units.Cuts;

/// <summary>
/// Chooses where states are cut into regions, so that workers have as much to do as each other, and few states go from
/// one to another. What it knows of states is a search of few.
/// </summary>
internal sealed class RegionCutter
{
    /// <summary>So much does a state that goes to another worker cost, where a step that stays costs 1.</summary>
    private const double Crossing = 0.6;

    /// <summary>
    /// So much counts what the worker with most to do has, where cores and not workers are what is scarce: another
    /// machine may join.
    /// </summary>
    private const double Spare = 0.1;

    /// <summary>So much less must it cost for one more cut than is needed.</summary>
    private const double Gain = 0.99;
    private const int Fewest = 4;
    private const int CandidatesMost = 96;

    private readonly TrialStates _trial;
    private readonly RegionSharing _sharing;
    private readonly List<(int Actor, int Place)> _cuts = [];

    /// <summary>Of each state of the trial the region with the cuts so far, by a number of its own.</summary>
    private readonly int[] _regions;

    /// <summary>Whether the step to it came from another region.</summary>
    private readonly bool[] _crosses;

    /// <summary>In how many regions there are states.</summary>
    private int _occupied = 1;

    private RegionCutter(TrialStates trial, RegionSharing sharing)
    {
        (_trial, _sharing) = (trial, sharing);
        (_regions, _crosses) = (new int[trial.Count], new bool[trial.Count]);
    }

    /// <summary>Chooses the cuts.</summary>
    /// <param name="world">A world of the scenario. It is at its start afterwards.</param>
    /// <param name="sharing">Who shares the states.</param>
    /// <returns>Null where no actor has places that are met.</returns>
    internal static PlannedRegions? Cut(World world, RegionSharing sharing)
    {
        if (TrialStates.Of(world, sharing.StatesMost) is not { } trial) { return null; }
        RegionCutter cutter = new(trial, sharing);
        cutter.Choose([.. Candidates(world, trial)]);
        if (cutter._cuts.Count == 0) { return null; }
        RegionCut[] cuts = [.. cutter._cuts.Select(cut => new RegionCut(trial.Actors[cut.Actor].Value, cut.Place))];
        RegionPlan plan = new(world, cuts);
        return new(cuts, plan, SharesOf(plan, trial));
    }

    private static int[] SharesOf(RegionPlan plan, TrialStates trial)
    {
        var shares = new int[plan.Count];
        var actors = plan.Keys.Select(key => (Key: key, At: trial.PlaceOf(key.Actor))).ToList();
        for (var state = 0; state < trial.Count; state++)
        {
            shares[actors.Sum(one => one.Key.PartOf(trial.PlaceIn(state, one.At)) * one.Key.Weight)]++;
        }

        return shares;
    }

    private static IEnumerable<(int Actor, int Place)> Candidates(World world, TrialStates trial)
    {
        var most = Math.Max(1, CandidatesMost / Math.Max(1, trial.Actors.Count));
        for (var actor = 0; actor < trial.Actors.Count; actor++)
        {
            var last = RegionPlan.LastPlaceOf(world, trial.Actors[actor].Value);
            int[] places =
            [
                .. Enumerable.Range(0, trial.Count).Select(state => trial.PlaceIn(state, actor))
                    .Distinct().Where(place => place > 0 && place <= last).Order(),
            ];
            for (var at = Math.Min(most, places.Length); at > 0; at--)
            {
                yield return (actor, places[(places.Length * at / Math.Min(most, places.Length)) - 1]);
            }
        }
    }

    private void Choose(List<(int Actor, int Place)> candidates)
    {
        var cost = double.PositiveInfinity;
        while (Best(candidates) is { } best)
        {
            if (_occupied >= Math.Max(Fewest, _sharing.Workers + 1) && best.Cost > cost * Gain) { break; }
            cost = best.Cost;
            candidates.Remove(best.Cut);
            Cut(best.Cut);
        }
    }

    /// <summary>The cut of which it costs least; null where there is none that divides anything.</summary>
    private ((int Actor, int Place) Cut, double Cost)? Best(List<(int Actor, int Place)> candidates)
    {
        ((int Actor, int Place) Cut, double Cost)? best = null;
        foreach (var cut in candidates)
        {
            if (CountWith(cut) > RegionPlan.Most || CostWith(cut) is not { } cost) { continue; }
            if (best is null || cost < best.Value.Cost) { best = (cut, cost); }
        }

        return best;
    }

    /// <summary>How many regions there would be with one more cut, in all of which there need not be states.</summary>
    private long CountWith((int Actor, int Place) cut) =>
        _cuts.Append(cut).GroupBy(static one => one.Actor)
            .Aggregate(1L, static (count, of) => Math.Min(count, RegionPlan.Most + 1L) * (of.Count() + 1));

    /// <summary>What a search costs with one more cut; null when that divides nothing.</summary>
    private double? CostWith((int Actor, int Place) cut)
    {
        var shares = new int[_occupied * 2];
        for (var state = 0; state < _regions.Length; state++) { shares[RegionWith(cut, state)]++; }
        int[] met = [.. shares.Where(static share => share > 0).OrderDescending()];
        if (met.Length == _occupied) { return null; }
        var crossing = _crosses.AsSpan().ToArray();
        Mark(cut, crossing);
        return TimeOf(met) * (1 + (Crossing * crossing.Count(static crosses => crosses) / _trial.Count));
    }

    /// <summary>Marks the states to which a step leads from before a cut.</summary>
    private void Mark((int Actor, int Place) cut, bool[] crosses)
    {
        foreach (var (from, to) in _trial.Steps) { crosses[to] |= IsBehind(cut, to) && !IsBehind(cut, from); }
    }

    private bool IsBehind((int Actor, int Place) cut, int state) => _trial.PlaceIn(state, cut.Actor) >= cut.Place;

    private int RegionWith((int Actor, int Place) cut, int state) =>
        (_regions[state] * 2) + (IsBehind(cut, state) ? 1 : 0);

    /// <summary>How long it takes when each region goes to whoever has least to do, the largest first.</summary>
    private double TimeOf(int[] shares)
    {
        PriorityQueue<int, double> workers = new();
        for (var worker = 0; worker < _sharing.Workers; worker++) { workers.Enqueue(worker, 0); }
        var longest = 0.0;
        foreach (var share in shares)
        {
            workers.TryPeek(out _, out var load);
            workers.DequeueEnqueue(0, load + share);
            longest = Math.Max(longest, load + share);
        }

        return Math.Max(longest, (double)shares.Sum() / Math.Max(1, _sharing.AtOnce)) + (Spare * longest);
    }

    private void Cut((int Actor, int Place) cut)
    {
        _cuts.Add(cut);
        Mark(cut, _crosses);
        Dictionary<int, int> numbers = [];
        for (var state = 0; state < _regions.Length; state++)
        {
            var region = RegionWith(cut, state);
            if (!numbers.TryGetValue(region, out var number)) { numbers[region] = number = numbers.Count; }
            _regions[state] = number;
        }

        _occupied = numbers.Count;
    }
}
