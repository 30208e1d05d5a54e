using VfioActors.Exploration.Strategies.Sharing;
using VfioActors.Exploration.Units.Cuts;
using VfioActors.Exploration.Units.Work;

namespace VfioActors.Exploration.Units.Regions;

/// <summary>
/// All states of a scenario, cut into regions: who has which, and which states of a region others came to. A region
/// belongs to one worker at a time; when that is lost nothing of it counts, and whoever is given it next begins anew,
/// with all that came before.
/// </summary>
internal sealed class RegionBook : UnitBook
{
    /// <summary>After so many bytes of states a unit is given no more of them.</summary>
    private const int BytesMost = 1 << 20;

    private readonly RegionTray[] _regions;

    /// <summary>For each unit whose result has not come to whom it was given.</summary>
    private readonly Dictionary<long, int> _takers = [];

    /// <summary>For each worker the regions that were taken from it, and that it was not told of.</summary>
    private readonly Dictionary<int, List<int>> _dropped = [];

    /// <summary>The workers that ever asked for something to do, and are not lost.</summary>
    private readonly HashSet<int> _sessions = [];
    private readonly int _livelock;

    /// <param name="shares">Of each region how large it will be, in proportion to others.</param>
    /// <param name="start">The region of the state at the start.</param>
    /// <param name="root">The state at the start.</param>
    /// <param name="livelock">The place of the property that no run goes round for ever.</param>
    internal RegionBook(IReadOnlyList<int> shares, int start, ReachedState root, int livelock)
    {
        _livelock = livelock;
        _regions = [.. shares.Select(static share => new RegionTray(share))];
        EntryWriter writer = new();
        writer.AddStart(root);
        _regions[start].Add(writer.Take(start));
    }

    /// <inheritdoc/>
    internal override bool IsEmpty => Array.TrueForAll(_regions, static region => region.Waiting == 0);

    /// <inheritdoc/>
    internal override bool IsOver => _regions.Sum(static region => region.Sums.Totals.Cut) >= CutRunsMax;

    /// <inheritdoc/>
    internal override WorkerTotals Totals
    {
        get
        {
            var totals = _regions.Aggregate(
                default(WorkerTotals), static (all, region) => all.And(region.Sums.Totals));
            return totals with { Left = Math.Max(0, totals.Deliveries - Math.Max(0, Done - 1)) };
        }
    }

    /// <inheritdoc/>
    internal override long Done => _regions.Sum(static region => region.Sums.Count);

    /// <inheritdoc/>
    internal override long? States => _regions.Sum(static region => region.Sums.States);

    /// <inheritdoc/>
    internal override long Untried => _regions.Sum(static region => region.Sums.Untried);

    /// <inheritdoc/>
    internal override bool HasCircle => Array.Exists(_regions, static region => region.Sums.HasCircle);

    /// <inheritdoc/>
    internal override UnitFailures Failures
    {
        get
        {
            UnitFailures all = new();
            foreach (var failure in _regions.SelectMany(static region => region.Sums.Failures.All))
            {
                // Of runs that never end one is enough, whoever else met another.
                if (failure.Property == _livelock && all.Has(_livelock)) { continue; }
                all.Add(failure, failure.Occurrences);
            }

            return all;
        }
    }

    /// <inheritdoc/>
    internal override WorkUnit? Take(UnitRequest request)
    {
        var (session, number) = (request.Session, request.Number);
        _sessions.Add(session);
        var entries = OfOwn(session);
        var isIdle = entries.Count == 0 && !request.GoesOn;
        var next = isIdle || HasRoom(session) ? MostAwaited() : null;
        if (next is null && isIdle)
        {
            next = PutOff(session);
            if (next is not { } other) { return null; }
            TakeFrom(_regions[other].Session!.Value, other);
        }

        if (next is { } region)
        {
            _regions[region].Give(session, number);
            entries.AddRange(_regions[region].Take(BytesMost));
        }

        _takers[number] = session;
        _dropped.Remove(session, out var dropped);
        return new(number, 0, request.Size, [])
        {
            Dropped = dropped ?? [],
            Regions = next is { } given ? [given] : [],
            Entries = entries,
        };
    }

    /// <inheritdoc/>
    internal override void Accept(WorkUnit unit, UnitResult result)
    {
        if (!_takers.Remove(unit.Number, out var session)) { return; }
        foreach (var entries in result.Entries) { _regions[entries.Region].Add(entries); }
        foreach (var region in _regions)
        {
            if (region.Session == session && unit.Number >= region.Since) { region.Results++; }
        }

        foreach (var part in result.Regions)
        {
            // What was taken from it meanwhile is done by another, or by itself anew.
            var region = _regions[part.Region];
            if (region.Session == session && unit.Number >= region.Since) { region.Add(part); }
        }
    }

    /// <inheritdoc/>
    internal override void TakeBack(WorkUnit unit) => _takers.Remove(unit.Number);

    /// <inheritdoc/>
    internal override int Lose(int session)
    {
        _sessions.Remove(session);
        _dropped.Remove(session);
        var regions = Array.FindAll(_regions, region => region.Session == session);
        foreach (var region in regions) { Earlier.AddAll(region.TakeBack().Failures); }
        return regions.Length;
    }

    private void TakeFrom(int session, int region)
    {
        Earlier.AddAll(_regions[region].TakeBack().Failures);
        if (!_dropped.TryGetValue(session, out var dropped)) { _dropped[session] = dropped = []; }
        dropped.Add(region);
    }

    private List<RegionEntries> OfOwn(int session)
    {
        List<RegionEntries> entries = [];
        var bytes = BytesMost;
        foreach (var region in _regions)
        {
            if (region.Session != session || region.Waiting == 0) { continue; }
            var taken = region.Take(bytes);
            bytes -= taken.Sum(static some => some.Bytes.Length);
            entries.AddRange(taken);
        }

        return entries;
    }

    /// <summary>Whether no worker has regions that will be smaller, all together.</summary>
    private bool HasRoom(int session)
    {
        var own = LoadOf(session);
        return _sessions.All(other => own <= LoadOf(other));
    }

    private long LoadOf(int session) =>
        _regions.Where(region => region.Session == session).Sum(static region => (long)region.Share);

    /// <summary>The region that nobody has of which most states wait; null when there is none.</summary>
    private int? MostAwaited()
    {
        int? most = null;
        for (var at = 0; at < _regions.Length; at++)
        {
            if (_regions[at] is { Session: null, Waiting: > 0 } region
                && (most is null || region.Waiting > _regions[most.Value].Waiting))
            {
                most = at;
            }
        }

        return most;
    }

    /// <summary>A region that another worker has and does not come to; null when there is none.</summary>
    private int? PutOff(int session)
    {
        var at = Array.FindIndex(_regions, region => region.IsPutOff && region.Session != session);
        return at < 0 ? null : at;
    }
}
