using VfioActors.Exploration.Units.Cuts;
using VfioActors.Exploration.Units.Work;

namespace VfioActors.Exploration.Units.Regions;

/// <summary>A region: who has it, what came of it, and all states of it that others came to.</summary>
/// <param name="share">How large it will be, in proportion to others.</param>
internal sealed class RegionTray(int share)
{
    private readonly List<RegionEntries> _entries = [];
    private int _given;

    /// <summary>How large it will be, in proportion to others; at least 1.</summary>
    internal int Share { get; } = Math.Max(1, share);

    /// <summary>Who has it; null for nobody.</summary>
    internal int? Session { get; private set; }

    /// <summary>What came of it since who has it was given it.</summary>
    internal RegionSums Sums { get; private set; } = new();

    /// <summary>How many states there are that nobody was given.</summary>
    internal long Waiting { get; private set; }

    /// <summary>How many results of who has it came since, whatever they are of.</summary>
    internal int Results { get; set; }

    /// <summary>Whether who has it has done something of it.</summary>
    internal bool IsBegun { get; private set; }

    /// <summary>Whether who has it has other things to do first.</summary>
    internal bool IsPutOff => Session is not null && !IsBegun && Results > 1 && _entries.Count > 0;

    /// <summary>Something came of it.</summary>
    internal void Add(RegionPart part)
    {
        IsBegun = true;
        Sums.Add(part);
    }

    /// <summary>More states came.</summary>
    internal void Add(RegionEntries entries)
    {
        _entries.Add(entries);
        Waiting += entries.Count;
    }

    /// <summary>The number of the unit by which it was given to who has it.</summary>
    internal long Since { get; private set; }

    /// <summary>Somebody has it from now on.</summary>
    /// <param name="session">Who.</param>
    /// <param name="number">The number of the unit by which it is given.</param>
    internal void Give(int session, long number) => (Session, Since, Results) = (session, number, 0);

    /// <summary>Takes states that wait, in the order in which they came.</summary>
    /// <param name="bytes">How many bytes of them are taken, about; none below 1.</param>
    internal List<RegionEntries> Take(int bytes)
    {
        List<RegionEntries> taken = [];
        while (_given < _entries.Count && bytes > 0)
        {
            var entries = _entries[_given++];
            Waiting -= entries.Count;
            bytes -= entries.Bytes.Length;
            taken.Add(entries);
        }

        return taken;
    }

    /// <summary>Nobody has it any more, and nobody was given anything.</summary>
    /// <returns>What came of it, which does not count.</returns>
    internal RegionSums TakeBack()
    {
        var lost = Sums;
        (Session, _given, Sums, IsBegun) = (null, 0, new(), false);
        Waiting = _entries.Sum(static entries => (long)entries.Count);
        return lost;
    }
}
