using System.Globalization;
using System.Text;
using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies.Catalogs;
using VfioActors.Exploration.Worlds.Channels;
using Xunit.Abstractions;

namespace VfioActors.Races.Tests.Readings.Sketches;

/// <summary>
/// Random files break what an independent reading of the kernel says, and come to the ends that it says, and to no
/// others; each order is looked at up to what it breaks first.
/// </summary>
public sealed class SketchTests(ITestOutputHelper output)
{
    private const int Usual = 250, StatesMax = 3_000, EndsMax = 40;

    /// <summary>What is not looked at here.</summary>
    private static readonly string[] PassedOver = ["NoLivelock", "LockOrder"];

    [Fact]
    public void Timers_beside_readers_do_what_an_independent_reading_says() => Hold(seed => new TimerSketch(seed));

    [Fact]
    public void Queues_of_work_do_what_an_independent_reading_says() => Hold(seed => new QueueSketch(seed));

    [Fact]
    public void Readers_and_grace_periods_do_what_an_independent_reading_says() => Hold(seed => new GraceSketch(seed));

    [Fact]
    public void Who_sleeps_does_what_an_independent_reading_says() => Hold(seed => new SleeperSketch(seed));

    [Fact]
    public void Who_is_stopped_does_what_an_independent_reading_says() => Hold(seed => new StopSketch(seed));

    [Fact]
    public void Hrtimers_do_what_an_independent_reading_says() => Hold(seed => new HrtimerSketch(seed));

    [Fact]
    public void Tasklets_do_what_an_independent_reading_says() => Hold(seed => new TaskletSketch(seed));

    private void Hold(Func<int, Sketch> make)
    {
        var count = int.Parse(
            Environment.GetEnvironmentVariable("VFIOACTORS_READINGS") ?? $"{Usual}", CultureInfo.InvariantCulture);
        var compared = 0;
        SortedDictionary<string, int> broken = new(StringComparer.Ordinal);
        for (var seed = 1; seed <= count; seed++)
        {
            var sketch = make(seed);
            if (!sketch.Go(StatesMax) || sketch.Ends.Count > EndsMax) { continue; }
            string[] ends = [.. sketch.Ends];
            var text = sketch.Text + string.Concat(ends.Select(Sketch.Claim)) + sketch.ClaimOfOthers();
            var report = Explored(text);
            Assert.True(report.Doubt is null, $"seed {seed}: {report.Doubt}\n{text}");
            var found = report.Failures.Select(failure => failure.Property.Name).ToHashSet();
            var line = sketch.Text.Count(static sign => sign == '\n') + 1;
            StringBuilder wrong = new();
            for (var at = 0; at < ends.Length; at++)
            {
                if (!found.Remove($"finally-{line + at}")) { wrong.Append($" {ends[at]} does not come;"); }
            }

            if (found.Remove($"finally-{line + ends.Length}")) { wrong.Append(" another end comes;"); }
            found.ExceptWith(PassedOver);
            if (!found.SetEquals(sketch.Broken))
            {
                wrong.Append($" {Words(found)} is broken, not {Words(sketch.Broken)}");
            }

            Assert.True(wrong.Length == 0, $"seed {seed}:{wrong}\n{text}");
            compared++;
            foreach (var claim in sketch.Broken) { broken[claim] = broken.GetValueOrDefault(claim) + 1; }
        }

        output.WriteLine($"{compared} of {count} files compared; {string.Join(", ", broken)}");
        Assert.True(compared * 2 > count, $"only {compared} of {count} files are small enough");
    }

    private static string Words(IEnumerable<string> claims) => string.Join(' ', claims.Order(StringComparer.Ordinal));

    private static ExplorationReport Explored(string text)
    {
        var scenario = Checking.Scenario(text);
        var arguments = ScenarioArguments.Of(scenario, [("rounds", "0")], []);
        var report = Explorer.Explore(
            () => Setup.Of(scenario, arguments, Delivery.Pair),
            setup => StrategyCatalog.Make("stateful", 1, setup.Properties)!,
            new() { StopsRuns = true });
        Assert.True(report.Complete, text);
        return report;
    }
}
