using VfioActors.Storm.Measures;

namespace VfioActors.Storm.Tests.Measures;

public sealed class LatencyHistogramTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(1_000)]
    [InlineData(123_456_789)]
    [InlineData(60_000_000_000)]
    public void A_latency_is_kept_within_one_part_in_32(long nanoseconds)
    {
        LatencyHistogram histogram = new();
        histogram.Add(nanoseconds);
        histogram.Add(long.MaxValue / 4);
        var kept = histogram.Percentile(0.5);
        Assert.InRange(kept, nanoseconds, nanoseconds + (nanoseconds / 32));
    }

    [Fact]
    public void Percentiles_are_those_of_the_sorted_latencies()
    {
        LatencyHistogram histogram = new();
        for (var at = 1; at <= 1000; at++) { histogram.Add(at * 1000); }
        Assert.InRange(histogram.Percentile(0.5), 500_000, 500_000 * 33 / 32);
        Assert.InRange(histogram.Percentile(0.99), 990_000, 990_000 * 33 / 32);
        Assert.Equal(1_000_000, histogram.Percentile(1));
        Assert.Equal(1_000_000, histogram.Max);
        Assert.Equal(1000, histogram.Buckets.Sum(bucket => bucket.Count));
    }

    [Fact]
    public void Buckets_end_one_behind_the_other()
    {
        LatencyHistogram histogram = new();
        for (var at = 0L; at < 1_000_000; at += 7) { histogram.Add(at); }
        var ends = histogram.Buckets.Select(bucket => bucket.End).ToList();
        Assert.Equal(ends.Distinct().Order(), ends);
    }

    [Fact]
    public void Sums_of_histograms_are_the_histogram_of_all()
    {
        LatencyHistogram one = new();
        LatencyHistogram other = new();
        one.Add(5);
        other.Add(500);
        one.Add(other);
        Assert.Equal(2, one.Count);
        Assert.Equal(5, one.Percentile(0.5));
        Assert.Equal(500, one.Max);
    }
}
