using VfioActors.Storm.Measures;

namespace VfioActors.Storm.Pages;

/// <summary>The plots of a storm.</summary>
internal static class Plots
{
    private const double UsualHeight = 240;
    private const double BarHeight = 18;
    private const double BarGap = 4;
    private const double LabelWidth = 140;
    private const double AmountWidth = 100;
    private const int LabelMax = 18;
    private const int PartsOfDecade = 5;
    private const int PointsMax = 600;

    /// <summary>Messages and operations a second, over time.</summary>
    internal static string Throughput(IReadOnlyList<StormSample> samples)
    {
        Plot plot = new("Messages and operations a second over time", UsualHeight);
        var ends = EndOf(samples);
        var messages = Rates(samples, sample => sample.Messages);
        var operations = Rates(samples, sample => sample.Operations);
        var most = messages.Concat(operations).Select(point => point.Rate).DefaultIfEmpty(1).Max();
        var top = plot.Scale(most, "a second");
        plot.Times(ends);
        Heal(plot, samples);
        (double, double) Place((double Seconds, double Rate) point) => PlaceOf(plot, point, ends, top);
        plot.Path("first", messages.Select(Place));
        plot.Path("second", operations.Select(Place));
        return plot.Svg();
    }

    /// <summary>The memory of the process, over time.</summary>
    internal static string Memory(IReadOnlyList<StormSample> samples)
    {
        const double Megabyte = 1 << 20;
        Plot plot = new("Memory of the process over time", UsualHeight);
        var ends = EndOf(samples);
        var points = samples.Select(sample => (sample.Seconds, sample.WorkingSet / Megabyte)).ToList();
        var top = plot.Scale(points.Select(point => point.Item2).DefaultIfEmpty(1).Max(), "MB");
        plot.Times(ends);
        Heal(plot, samples);
        plot.Path("first", points.Select(point => PlaceOf(plot, point, ends, top)));
        return plot.Svg();
    }

    /// <summary>How many operations took how long; the scale of time is logarithmic.</summary>
    internal static string Latencies(LatencyHistogram latencies)
    {
        Plot plot = new("How many operations took how long", UsualHeight);
        var bars = latencies.Buckets
            .GroupBy(bucket => (int)Math.Floor(Math.Log10(Math.Max(bucket.End, 1)) * PartsOfDecade))
            .Select(group => (Place: group.Key, Count: group.Sum(bucket => bucket.Count)))
            .OrderBy(bar => bar.Place).ToList();
        var (first, last) = bars.Count > 0 ? (bars[0].Place, bars[^1].Place + 1) : (0, 1);
        (first, last) = (first / PartsOfDecade * PartsOfDecade, (last / PartsOfDecade + 1) * PartsOfDecade);
        var width = Plot.Span / (last - first);
        var top = plot.Scale(bars.Select(bar => (double)bar.Count).DefaultIfEmpty(1).Max(), "operations");
        foreach (var (place, count) in bars)
        {
            var high = plot.Rise * count / top;
            plot.Bar("first", (Plot.Left + (width * (place - first)) + 1, plot.Height - Plot.Bottom - high),
                (width - 2, high), $"about {Time(Math.Pow(10, (double)place / PartsOfDecade))}: {count}");
        }

        for (var decade = first; decade <= last; decade += PartsOfDecade)
        {
            var x = Plot.Left + (width * (decade - first));
            plot.Text("below", (x, plot.Height - Plot.Bottom + 18), Time(Math.Pow(10, (double)decade / PartsOfDecade)));
        }

        plot.Below("how long an operation took");
        Mark(plot, latencies, nanoseconds =>
            Plot.Left + (width * ((Math.Log10(Math.Max(1, nanoseconds)) * PartsOfDecade) - first)));
        return plot.Svg();
    }

    /// <summary>Lines at the percentiles; their names one below the other, so that near ones can be read.</summary>
    private static void Mark(Plot plot, LatencyHistogram latencies, Func<double, double> placeOf)
    {
        if (latencies.Count == 0) { return; }
        (string Name, double Share)[] marks = [("p50", 0.5), ("p99", 0.99), ("p99.9", 0.999)];
        for (var at = 0; at < marks.Length; at++)
        {
            var latency = latencies.Percentile(marks[at].Share);
            var x = Math.Min(placeOf(latency), Plot.Width - Plot.Right);
            plot.Line("mark", (x, Plot.Top), (x, plot.Height - Plot.Bottom));
            var isNearEnd = x > Plot.Width - 120;
            plot.Text(isNearEnd ? "left" : "right", (x + (isNearEnd ? -4 : 4), Plot.Top + 12 + (at * 14)),
                $"{marks[at].Name} {Time(latency)}");
        }
    }

    private static double EndOf(IReadOnlyList<StormSample> samples) =>
        samples.Count > 0 && samples[^1].Seconds > 0 ? samples[^1].Seconds : 1;

    /// <summary>A line where the storm was told to heal.</summary>
    private static void Heal(Plot plot, IReadOnlyList<StormSample> samples)
    {
        if (samples.FirstOrDefault(sample => sample.IsHealing) is not { } healing) { return; }
        var x = XOf(healing.Seconds, EndOf(samples));
        plot.Line("mark", (x, Plot.Top), (x, plot.Height - Plot.Bottom));
    }

    private static (double X, double Y) PlaceOf(
        Plot plot, (double Seconds, double Value) point, double ends, double top) =>
        (XOf(point.Seconds, ends), plot.Height - Plot.Bottom - (plot.Rise * point.Value / top));

    /// <summary>Amounts as bars, one a line.</summary>
    /// <param name="title">What they are.</param>
    internal static string Amounts(string title, IReadOnlyList<(string Label, long Amount)> amounts)
    {
        Plot plot = new(title, (amounts.Count * (BarHeight + BarGap)) + BarGap);
        var most = amounts.Select(one => one.Amount).DefaultIfEmpty(1).Max();
        for (var at = 0; at < amounts.Count; at++)
        {
            var (label, amount) = amounts[at];
            var y = BarGap + (at * (BarHeight + BarGap));
            var length = (Plot.Width - LabelWidth - AmountWidth) * amount / Math.Max(most, 1);
            var shown = label.Length <= LabelMax ? label : $"{label[..(LabelMax - 1)]}\u2026";
            plot.Text("left", (LabelWidth - 8, y + BarHeight - 5), shown);
            plot.Bar("first", (LabelWidth, y), (Math.Max(length, 1), BarHeight), $"{label}: {amount}");
            plot.Text("right", (LabelWidth + length + 6, y + BarHeight - 5), Plot.Short(amount));
        }

        return plot.Svg();
    }

    /// <summary>A time for people.</summary>
    internal static string Time(double nanoseconds) => nanoseconds switch
    {
        >= 1e9 => $"{Plot.Number(nanoseconds / 1e9)} s",
        >= 1e6 => $"{Plot.Number(nanoseconds / 1e6)} ms",
        >= 1e3 => $"{Plot.Number(nanoseconds / 1e3)} us",
        _ => $"{Plot.Number(nanoseconds)} ns",
    };

    private static double XOf(double seconds, double ends) => Plot.Left + (Plot.Span * seconds / ends);

    private static List<(double Seconds, double Rate)> Rates(
        IReadOnlyList<StormSample> samples, Func<StormSample, long> count)
    {
        List<(double, double)> rates = [];
        StormSample before = new(0, 0, 0, 0, false);
        var apart = Math.Max(0.01, samples.Count > 0 ? samples[^1].Seconds / PointsMax : 0);
        foreach (var sample in samples)
        {
            var passed = sample.Seconds - before.Seconds;
            if (passed < apart) { continue; }
            rates.Add((sample.Seconds, (count(sample) - count(before)) / passed));
            before = sample;
        }

        return rates;
    }
}
