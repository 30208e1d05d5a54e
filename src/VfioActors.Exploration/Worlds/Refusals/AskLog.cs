using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;

namespace VfioActors.Exploration.Worlds.Refusals;

/// <summary>
/// What actors asked the host in a run that it may refuse, counted for each operation, and what the plan makes the host
/// answer. Every question can be taken back.
/// </summary>
/// <remarks>
/// Which time it is depends on the past, so what is counted is part of what the future depends on: all counts while
/// nothing is refused, as every point is looked for; only the count of the point that is refused otherwise, and that
/// only until it was reached.
/// </remarks>
internal sealed class AskLog
{
    /// <summary>Questions beyond so many of one operation are not told apart.</summary>
    internal const int NthMax = 1_000;

    private const int FirstShift = 32;
    private const int Other = -1;

    private readonly RefusalPlan _plan;
    private readonly HashSet<(ActorId Actor, int Question)> _declared = [];
    private readonly Dictionary<RefusalPoint, int> _numbers = [];
    private readonly List<RefusalPoint> _sites = [];
    private int[] _counts = new int[16];
    private int[] _asked = new int[16];
    private int[] _start = [];

    /// <param name="actors">What the behaviours declare.</param>
    internal AskLog(RefusalPlan plan, IEnumerable<Cell> actors)
    {
        _plan = plan;
        foreach (var cell in actors)
        {
            foreach (var refusal in cell.Refusals) { _declared.Add((cell.Id, refusal.Question)); }
        }
    }

    /// <summary>How many questions of any sort are part of the run.</summary>
    internal int Count { get; private set; }

    /// <summary>What the counts add to the fingerprint of what the future depends on.</summary>
    internal ulong Fingerprint { get; private set; }

    /// <summary>How many options a question on its way has.</summary>
    internal static int OptionsOf(long amount) => unchecked((int)amount);

    /// <summary>The first option that a question on its way has.</summary>
    internal static int FirstOption(long amount) => (int)(amount >> FirstShift);

    /// <summary>An actor asks.</summary>
    /// <param name="asked">The question, on its way to the actor as an answer.</param>
    /// <param name="options">How many options it has.</param>
    /// <returns>How many options the host has, and in the upper half the first of them.</returns>
    internal long Asked(in Envelope asked, long options)
    {
        if (Count == _asked.Length) { Array.Resize(ref _asked, Count * 2); }
        var question = asked.Read<Chosen>().Question;
        if (!_declared.Contains((asked.To, question)))
        {
            _asked[Count++] = Other;
            return options;
        }

        var site = NumberOf(new(asked.To, question, asked.Operation, 0));
        _asked[Count++] = site;
        Move(site, 1);
        var isRefused = _plan.Refused is { } refused && refused == PointOf(site, _counts[site]);
        return isRefused ? ((long)HostRefusal.RefusedOption << FirstShift) | 1 : 1;
    }

    /// <summary>The last question is no longer part of the run.</summary>
    internal void TakeBack()
    {
        var site = _asked[--Count];
        if (site != Other) { Move(site, -1); }
    }

    /// <summary>The questions so far are those of the start.</summary>
    internal void KeepStart() => _start = [.. _asked.AsSpan(0, Count)];

    /// <summary>Goes back to the start.</summary>
    internal void Rewind()
    {
        while (Count > _start.Length) { TakeBack(); }
    }

    /// <summary>The points that were asked since a count; those that are not told apart are left out.</summary>
    internal void PointsSince(int count, ICollection<RefusalPoint> points)
    {
        var later = 0;
        for (var at = Count - 1; at >= count; at--)
        {
            var site = _asked[at];
            if (site == Other) { continue; }
            later = LaterOf(site, at);
            points.Add(PointOf(site, Math.Min(_counts[site] - later, NthMax)));
        }
    }

    private int LaterOf(int site, int at)
    {
        var later = 0;
        for (var next = at + 1; next < Count; next++)
        {
            if (_asked[next] == site) { later++; }
        }

        return later;
    }

    private RefusalPoint PointOf(int site, int nth) => _sites[site] with { Nth = nth };

    private int NumberOf(RefusalPoint site)
    {
        if (_numbers.TryGetValue(site, out var number)) { return number; }
        number = _sites.Count;
        _numbers.Add(site, number);
        _sites.Add(site);
        if (number == _counts.Length) { Array.Resize(ref _counts, number * 2); }
        return number;
    }

    private void Move(int site, int by)
    {
        unchecked
        {
            Fingerprint -= Part(site);
            _counts[site] += by;
            Fingerprint += Part(site);
        }
    }

    private ulong Part(int site)
    {
        var (known, count) = (_sites[site], _counts[site]);
        var most = _plan.Refused is not { } refused ? NthMax : known == refused with { Nth = 0 } ? refused.Nth : 0;
        count = Math.Min(count, most);
        if (count == 0) { return 0; }
        var hash = Behaviors.Values.Fingerprint.Mix((ulong)known.Actor.Value, (ulong)known.Question);
        hash = Behaviors.Values.Fingerprint.Mix(hash, (ulong)known.Operation.Value);
        return Behaviors.Values.Fingerprint.Mix(hash, (ulong)count);
    }
}
