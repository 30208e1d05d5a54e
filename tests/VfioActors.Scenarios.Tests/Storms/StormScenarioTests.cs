using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Strategies.Sampling;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Scenarios.Spapr;
using VfioActors.Scenarios.Type1;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Scenarios.Tests.Storms;

public sealed class StormScenarioTests
{
    /// <summary>
    /// Each operation with each: what one works on must be there too. No machine has containers of both kinds.
    /// </summary>
    public static TheoryData<string> Mixes
    {
        get
        {
            TheoryData<string> mixes = [];
            var all = ScenarioCatalog.Storm.Operations;
            for (var first = 0; first < all.Count; first++)
            {
                foreach (var second in all.Skip(first))
                {
                    string[] names = [all[first], second];
                    if (names.Any(OfSpapr.Contains) && names.Any(OfType1.Contains)) { continue; }
                    mixes.Add(string.Join('+', names.Contains("pin") ? names.Prepend("dmamap") : names));
                }
            }

            return mixes;
        }
    }

    private static IReadOnlyList<string> OfSpapr => SpaprSubsystem.Instance.Storm.Operations;

    private static IReadOnlyList<string> OfType1 => Type1Subsystem.Instance.Storm.Operations;

    [Theory, MemberData(nameof(Mixes))]
    public void A_small_storm_of_any_mix_leaves_nothing_behind(string mix)
    {
        var one = ScenarioCatalog.Storm.Counts.Where(count => count.Parameter.Minimum == 0)
            .Where(count => count.Name != (mix.Split('+').Any(OfSpapr.Contains) ? "containers" : "spapr"))
            .Select(count => $"{count.Name}=1");
        var values = Exploring.Values($"mix={mix} operations=4 window=2 {string.Join(' ', one)}");
        var (scenario, arguments) = Exploring.ArgumentsOf("storm", values);
        var report = Explorer.Explore(
            () => Setup.Of(scenario, arguments, Delivery.Causal), _ => new RandomStrategy(seed: 1), new() { Runs = 100 });
        Assert.Empty(report.Failures);
        Assert.Equal(0, report.CutRuns);
    }

    [Theory]
    [InlineData("containers=1 askers=1")]
    [InlineData("spapr=1")]
    public void A_small_storm_of_several_machines_leaves_nothing_behind(string parts)
    {
        var values = Exploring.Values($"mix=all machines=3 operations=6 window=2 {parts}");
        var (scenario, arguments) = Exploring.ArgumentsOf("storm", values);
        var report = Explorer.Explore(
            () => Setup.Of(scenario, arguments, Delivery.Causal), _ => new RandomStrategy(seed: 1), new() { Runs = 100 });
        Assert.Empty(report.Failures);
        Assert.Equal(0, report.CutRuns);
    }

    [Theory]
    [InlineData("dmamap+pin", "0", "nobody can do 'dmamap+pin' without containers: say how many, --containers 4")]
    [InlineData("attach+group", "0", "nobody can do 'group' without containers: say how many, --containers 4")]
    [InlineData("attach+pin", "1", "'pin' works on what 'dmamap' took, which is not in the mix 'attach+pin'")]
    [InlineData("attach+foo", "1", "parameter 'mix' is 'attach+foo', accepted is all, or some of ")]
    [InlineData("attach+all", "1", "accepted is all, or some of ")]
    [InlineData("", "1", "accepted is all, or some of ")]
    public void A_mix_that_makes_no_sense_is_refused_in_words(string mix, string containers, string complaint)
    {
        var refused = Assert.Throws<ArgumentException>(
            () => Exploring.Explore("storm", "dpor", [("mix", mix), ("containers", containers)]));
        Assert.Contains(complaint, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("attach")]
    [InlineData("all")]
    public void A_small_storm_leaves_nothing_behind_in_any_order(string mix)
    {
        var report = Exploring.Explore("storm", "dpor", [("mix", mix)]);
        Assert.Empty(report.Failures);
        Assert.True(report.Complete);
    }

    [Theory]
    [InlineData("AUX-03", "NoUseOfFreedPasid")]
    [InlineData("AUX-04", "NoUseOfFreedPasid")]
    [InlineData("AUX-06", "NoUseOfFreedPasid")]
    [InlineData("AUX-10", "OnePasidPerDomain")]
    public void A_small_storm_shows_a_defect(string defect, string property)
    {
        var report = Exploring.Explore("storm", "dpor", [("operations", "3")], defect);
        Assert.Contains(report.Failures, failure => failure.Property.Name == property);
    }

    [Theory]
    [InlineData("1", "2")]
    [InlineData("2", "3")]
    public void A_small_storm_on_containers_leaves_nothing_behind_in_any_order(string containers, string operations)
    {
        var report = Exploring.Explore(
            "storm", "dpor", [("mix", "dmamap+pin"), ("containers", containers), ("operations", operations)]);
        Assert.Empty(report.Failures);
        Assert.True(report.Complete);
    }

    [Theory]
    [InlineData("1", "4", "3")]
    [InlineData("2", "4", "2")]
    [InlineData("1", "5", "4")]
    public void A_small_storm_of_groups_that_come_and_go_leaves_nothing_behind_in_any_order(
        string containers, string operations, string seed)
    {
        var values = Exploring.Values(
            $"mix=dmamap+pin+group containers={containers} operations={operations} seed={seed}");
        var report = Exploring.Explore("storm", "dpor", values);
        Assert.Empty(report.Failures);
        Assert.True(report.Complete);
    }

    [Theory]
    [InlineData("steady")]
    [InlineData("waves")]
    [InlineData("ramps")]
    public void Storms_with_failures_and_deaths_that_the_host_ends_leave_nothing_behind(string shape)
    {
        var values = Exploring.Values("mix=all clients=3 domains=2 operations=0 burst=5 window=3 failures=1 deaths=2 "
            + $"ndoms=1 shape={shape}");
        var (scenario, arguments) = Exploring.ArgumentsOf("storm", values);
        var report = Explorer.Explore(
            () => Setup.Of(scenario, arguments, Delivery.Causal), _ => new RandomStrategy(seed: 1), new() { Runs = 2_000 });
        Assert.Empty(report.Failures);
        Assert.Equal(0, report.CutRuns);
    }

    /// <summary>
    /// What a client holds is what counts as lost in the end. When it may leave what is never taken back is in
    /// <c>StormPatienceTests</c>, that it then does in <c>StormClientTests</c>.
    /// </summary>
    [Theory]
    [InlineData("mix=attach clients=3 operations=20")]
    [InlineData("mix=dmamap+pin containers=1 clients=3 operations=20")]
    [InlineData("mix=region+tcemap spapr=1 clients=3 operations=20")]
    public void What_a_client_holds_and_leaves_is_lost(string words)
    {
        var (scenario, arguments) = Exploring.ArgumentsOf("storm", Exploring.Values(words));
        var setup = Setup.Of(scenario, arguments, Delivery.Causal);
        var world = setup.MakeWorld();
        SeededRandom random = new(1);
        var most = 0L;
        while (world.Enabled.Length > 0)
        {
            world.Take(world.Enabled[random.Below(world.Enabled.Length)]);
            var held = Clients().Sum(client => client.Held.Count);
            most = Math.Max(most, held);
            Assert.Equal(held, setup.Properties.OfType<StormLosses>().SelectMany(one => one.Missing(world))
                .Where(missing => missing.What == "things not given back").Sum(missing => missing.Count));
        }

        Assert.True(most > 1, $"{most} at most");
        Assert.All(Clients(), client => Assert.Equal(0, client.Held.Count));

        IEnumerable<StormClientState> Clients() =>
            world.Topology.Actors.Select(actor => world.StateOf(actor)).OfType<StormClientState>();
    }
}
