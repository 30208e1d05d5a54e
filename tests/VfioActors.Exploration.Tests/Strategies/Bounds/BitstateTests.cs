using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Bounds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios;

namespace VfioActors.Exploration.Tests.Strategies.Bounds;

public sealed class BitstateTests
{
    /// <summary>The process holds more than this before it begins: the first look at the memory ends it.</summary>
    private const long Kilobyte = 1 << 10;

    public static TheoryData<string, int> Tables
    {
        get
        {
            TheoryData<string, int> rows = [];
            foreach (var words in new[] { "aux-one-owner devices=4", "aux-attach-detach devices=4" })
            {
                foreach (var bytes in new[] { 100_000, 20_000, 10_000, 5_000, 2_500 }) { rows.Add(words, bytes); }
            }

            return rows;
        }
    }

    /// <summary>Counted exactly beside it: which states it came to, and from which of them it went on.</summary>
    [Theory, MemberData(nameof(Tables))]
    public void The_coverage_is_the_share_of_the_states_that_it_came_to(string words, int bytes)
    {
        var inner = InBits(bytes);
        ArrivingStrategy arriving = new(inner);
        var some = Made.Explored(SetupOf(words), arriving);
        var omitted = arriving.Arrived - some.States!.Value;
        var coverage = ((IGoesOnInBits)inner).Coverage!.Value;
        var expected = (1 - coverage) * arriving.Arrived;
        var deviation = Math.Sqrt(expected + 1);
        Assert.InRange(omitted, expected - (6 * deviation), expected + (6 * deviation));
    }

    /// <summary>
    /// What only omitted states lead to is not met either. While little is omitted other ways lead there; then not.
    /// </summary>
    [Theory, MemberData(nameof(Tables))]
    public void While_little_is_omitted_the_coverage_is_about_that_of_all_states(string words, int bytes)
    {
        var all = Made.Explored(SetupOf(words), new StatefulStrategy());
        var some = Made.Explored(SetupOf(words), InBits(bytes));
        var covered = some.States!.Value / (double)all.States!.Value;
        Assert.True(all.Complete);
        Assert.False(some.Complete);
        Assert.Equal(Verdict.Inconclusive, some.Verdict);
        Assert.InRange(covered, some.Coverage < 0.99 ? 0.5 : 1 - (3 * (1 - some.Coverage!.Value)), 1);
    }

    /// <summary>What it finds happened, and can be taken again; that it is not complete is no matter then.</summary>
    [Fact]
    public void What_breaks_in_bits_is_broken()
    {
        var setup = SetupOf("aux-attach-detach devices=3 AUX-03");
        var all = Made.Explored(setup, new StatefulStrategy());
        var some = Made.Explored(setup, InBits(100_000));
        Assert.Equal(Verdict.Broken, some.Verdict);
        Assert.Null(some.Doubt);
        Assert.Equal(Made.Failures(all), Made.Failures(some));
        foreach (var failure in some.Failures)
        {
            var again = Made.Explored(setup, new ReplayStrategy(failure.Schedule));
            Assert.Contains(again.Failures, one => one.Property == failure.Property);
        }
    }

    [Fact]
    public void Orbits_go_on_in_bits_too()
    {
        var setup = SetupOf("aux-attach-detach devices=4");
        ExplorationOptions exact = new() { Symmetry = true };
        var all = Search.Run(() => setup, null, exact).Report;
        var some = Search.Run(
            () => setup, null, exact with { Memory = Kilobyte << 10, AtMemory = AtMemory.Bitstate }).Report;
        Assert.Equal(all.States, some.States);
        Assert.Equal(all.Permutations, some.Permutations);
    }

    [Fact]
    public void Whoever_keeps_no_states_has_no_bits()
    {
        var setup = SetupOf("aux-attach-detach devices=2");
        ExplorationOptions bits = new() { Memory = Kilobyte, AtMemory = AtMemory.Bitstate };
        string Refused(string? strategy, ExplorationOptions options) =>
            Assert.Throws<NotSupportedException>(() => Search.Run(() => setup, strategy, options)).Message;
        Assert.Equal("dpor has no bitstate table to go on in; stateful has", Refused("dpor", bits));
        Assert.Contains("without a bound on memory", Refused(null, bits with { Memory = null }), StringComparison.Ordinal);
        Assert.Contains("a bound on preemptions", Refused(null, bits with { Preemptions = 1 }), StringComparison.Ordinal);
    }

    /// <summary>What was met exactly stays so, and with room enough all is met.</summary>
    [Fact]
    public void At_the_memory_it_goes_on()
    {
        var setup = SetupOf("aux-attach-detach devices=4");
        ExplorationOptions options = new() { Memory = 1 << 20, AtMemory = AtMemory.Bitstate, Keeps = true };
        var all = Made.Explored(setup, new StatefulStrategy());
        var ended = Made.Explored(setup, new StatefulStrategy(), new() { Memory = Kilobyte });
        var report = Search.Run(() => setup, null, options);
        Assert.True(ended.States < all.States);
        Assert.Equal("stateful", report.Strategy);
        Assert.Equal(all.States, report.Report.States);
        Assert.InRange(report.Report.Coverage!.Value, 0.999, 0.9999999);
        Assert.False(report.Report.Complete);
        Assert.False(report.Report.IsOutOfMemory);
        Assert.Equal(Verdict.Inconclusive, report.Report.Verdict);
        Assert.StartsWith("held, with coverage 99.", report.Report.Doubt, StringComparison.Ordinal);
        Assert.EndsWith("; NoLivelock is not decided", report.Report.Doubt, StringComparison.Ordinal);
        Assert.Null(report.Report.Unfinished);
    }

    private static StatefulStrategy InBits(long bytes)
    {
        StatefulStrategy made = new();
        IGoesOnInBits bits = made;
        bits.Reserve(bytes);
        bits.GoOnInBits();
        return made;
    }

    private static Setup SetupOf(string words)
    {
        var parts = words.Split(' ');
        var scenario = ScenarioCatalog.Find(parts[0])!;
        var values = parts.Skip(1).Where(part => part.Contains('=', StringComparison.Ordinal))
            .Select(part => part.Split('=')).Select(pair => (pair[0], pair[1]));
        var defects = parts.Skip(1).Where(part => !part.Contains('=', StringComparison.Ordinal));
        return Setup.Of(scenario, ScenarioArguments.Of(scenario, values, defects), Delivery.Causal);
    }
}
