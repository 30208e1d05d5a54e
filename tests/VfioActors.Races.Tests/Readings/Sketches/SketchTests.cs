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
    private const int Usual = 250, Few = 25, StatesMax = 3_000, EndsMax = 40;

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

    [Fact]
    public void Who_reads_under_srcu_does_what_an_independent_reading_says() => Hold(seed => new SrcuSketch(seed));

    /// <summary>What a file could call, and does not, may have it kept in another way, and changes nothing.</summary>
    [Theory]
    [InlineData("void never(void) { wake_up_process(current); }")]
    [InlineData("void never(void) { synchronize_rcu(); rcu_barrier(); }")]
    [InlineData("struct timer_list nt; void nf(struct timer_list *t) { } void never(void) { timer_setup(&nt, nf, 0); mod_timer(&nt, 1); }")]
    [InlineData("void never(void *p) { kfree(p); }")]
    [InlineData("int nf(void *d) { return 0; } void never(void) { struct task_struct *t = kthread_run(nf, NULL, \"n\"); "
        + "kthread_park(t); kthread_stop(t); }")]
    [InlineData("void never(void) { struct workqueue_struct *q = alloc_ordered_workqueue(\"n\", 0); destroy_workqueue(q); }")]
    [InlineData("DECLARE_WAIT_QUEUE_HEAD(nq); void never(void) { wait_event(nq, 0); wake_up_interruptible(&nq); }")]
    [InlineData("irq { barrier(); }")]
    public void What_nobody_calls_changes_nothing(string never)
    {
        Hold(seed => new GraceSketch(seed), never + "\n", Few);
        Hold(seed => new QueueSketch(seed), never + "\n", Few);
        Hold(seed => new SleeperSketch(seed), never + "\n", Few);
    }

    private void Hold(Func<int, Sketch> make, string beside = "", int usual = Usual)
    {
        var count = int.Parse(
            Environment.GetEnvironmentVariable("VFIOACTORS_READINGS") ?? $"{usual}", CultureInfo.InvariantCulture);
        var compared = 0;
        SortedDictionary<string, int> broken = new(StringComparer.Ordinal);
        for (var seed = 1; seed <= count; seed++)
        {
            var sketch = make(seed);
            if (!sketch.Go(StatesMax) || sketch.Ends.Count > EndsMax) { continue; }
            string[] ends = [.. sketch.Ends];
            var text = sketch.Text + string.Concat(ends.Select(Sketch.Claim)) + sketch.ClaimOfOthers();
            var report = Explored(text + beside);
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
