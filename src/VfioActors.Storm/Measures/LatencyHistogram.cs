using System.Numerics;

namespace VfioActors.Storm.Measures;

/// <summary>
/// How often which latency was seen, from a nanosecond to minutes, with an error of at most one part in 32. One thread
/// adds; another may read while it does, and misses at most what is being added.
/// </summary>
/// <remarks>
/// Buckets of equal width within each power of two, as in HdrHistogram by Gil Tene. Its package counts at a third of
/// the speed and takes three times the memory, which each client of a storm has: the benchmark <c>histogram</c>.
/// </remarks>
public sealed class LatencyHistogram
{
    private const int Bits = 5;
    private const int Width = 1 << Bits;
    private const int Octaves = 40;

    private readonly long[] _counts = new long[Width * Octaves];

    /// <summary>How many latencies were added.</summary>
    public long Count { get; private set; }

    /// <summary>The greatest one, in nanoseconds.</summary>
    public long Max { get; private set; }

    /// <summary>The buckets that hold any: where each ends in nanoseconds, and how many are in it.</summary>
    public IEnumerable<(long End, long Count)> Buckets =>
        _counts.Select((count, place) => (End: EndOf(place), Count: count)).Where(bucket => bucket.Count > 0);

    /// <summary>Adds a latency.</summary>
    /// <param name="nanoseconds">Never negative.</param>
    /// <param name="times">How many it stands for.</param>
    public void Add(long nanoseconds, int times = 1)
    {
        _counts[PlaceOf(nanoseconds)] += times;
        Count += times;
        if (nanoseconds > Max) { Max = nanoseconds; }
    }

    /// <summary>Adds all that another one has.</summary>
    public void Add(LatencyHistogram other)
    {
        for (var place = 0; place < _counts.Length; place++) { _counts[place] += other._counts[place]; }
        Count += other.Count;
        Max = Math.Max(Max, other.Max);
    }

    /// <summary>The latency that a share of all does not exceed, in nanoseconds; 0 when there is none.</summary>
    /// <param name="share">From 0 to 1: 0.99 for p99.</param>
    public long Percentile(double share)
    {
        var wanted = (long)Math.Ceiling(share * Count);
        var seen = 0L;
        for (var place = 0; place < _counts.Length; place++)
        {
            seen += _counts[place];
            if (seen >= wanted && seen > 0) { return Math.Min(EndOf(place), Max); }
        }

        return Max;
    }

    private static int PlaceOf(long value)
    {
        var octave = Math.Max(0, BitOperations.Log2((ulong)value | 1) - Bits);
        var place = octave == 0 ? (int)value : (octave * Width) + (int)(value >> octave);
        return Math.Min(place, (Width * Octaves) - 1);
    }

    private static long EndOf(int place)
    {
        var octave = Math.Max(0, (place / Width) - 1);
        return octave == 0 ? place : ((place - (octave * (long)Width) + 1) << octave) - 1;
    }
}
