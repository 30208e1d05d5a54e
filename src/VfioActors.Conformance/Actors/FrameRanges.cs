using System.Diagnostics.CodeAnalysis;
using VfioActors.Vfio.Values;

namespace VfioActors.Conformance.Actors;

/// <summary>The names of page frames, in ranges: a guest of any size has as many as its memory has pieces.</summary>
internal sealed class FrameRanges
{
    private readonly List<FrameRange> _ranges = [];

    /// <summary>The ranges in the order of their frames.</summary>
    public IReadOnlyList<FrameRange> All => _ranges;

    public void Clear() => _ranges.Clear();

    /// <summary>Finds the name of a frame.</summary>
    public bool TryName(Pfn frame, [NotNullWhen(true)] out string? name)
    {
        var at = PlaceOf(frame.Value);
        var found = at < _ranges.Count && _ranges[at].First <= frame.Value;
        name = found ? _ranges[at].NameOf(frame) : null;
        return found;
    }

    /// <summary>Names the frames of a range that have no name.</summary>
    public void TryAdd(FrameRange range)
    {
        var (first, at) = (range.First, PlaceOf(range.First));
        for (; first < range.End; at++)
        {
            var gap = at < _ranges.Count ? Math.Min(_ranges[at].First, range.End) : range.End;
            if (gap > first) { _ranges.Insert(at++, range.Part(first, gap)); }
            first = at < _ranges.Count ? Math.Max(gap, _ranges[at].End) : range.End;
        }
    }

    /// <summary>Names the frames of a range, whatever they were named before.</summary>
    public void Set(FrameRange range)
    {
        var at = PlaceOf(range.First);
        if (at < _ranges.Count && _ranges[at] == range) { return; }
        if (at < _ranges.Count && _ranges[at].First < range.First)
        {
            var old = _ranges[at];
            _ranges[at++] = old.Part(old.First, range.First);
            _ranges.Insert(at, old.Part(range.First, old.End));
        }

        while (at < _ranges.Count && _ranges[at].First < range.End)
        {
            var old = _ranges[at];
            _ranges.RemoveAt(at);
            if (old.End > range.End) { _ranges.Insert(at, old.Part(range.End, old.End)); }
        }

        _ranges.Insert(at, range);
    }

    /// <summary>The place of the first range that ends behind a frame.</summary>
    private int PlaceOf(long frame)
    {
        var (low, high) = (0, _ranges.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_ranges[middle].End <= frame) { low = middle + 1; }
            else { high = middle; }
        }

        return low;
    }
}
