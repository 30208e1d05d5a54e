using VfioActors.Cluster.Searches.Askers;
using VfioActors.Cluster.Searches.Catalogs;
using VfioActors.Cluster.Searches.Nodes;
using VfioActors.Exploration;
using VfioActors.Exploration.Scenarios;

namespace VfioActors.Cluster.Tests.Searches;

/// <summary>A search by processes on the loopback comes to what one process comes to.</summary>
public sealed class ClusterSearchTests
{
    /// <summary>Strategy, defect, runs, and how many runs or states a unit has: some dozens of units in all.</summary>
    public static TheoryData<string, string, long?, int> Searches => new()
    {
        { "random", "AUX-03", 20_000, 400 },
        { "surw", "AUX-03", 20_000, 400 },
        { "portfolio", "AUX-03", 20_000, 400 },
        { "dfs", "AUX-03", null, 40 },
        { "dpor", "AUX-03", null, 200 },
        { "stateful", "", null, 100 },
        { "stateful", "AUX-03", null, 200 },
    };

    [Theory, MemberData(nameof(Searches))]
    public async Task Three_nodes_come_to_what_one_process_comes_to(
        string strategy, string defect, long? runs, int unit)
    {
        var report = await ComparedAsync(strategy, defect, runs, unit, dies: -1);
        Assert.All(report.Nodes, node => Assert.True(node.Units > 0));
        Assert.Equal(3, report.Nodes.Count);
        Assert.All(report.Nodes, node => Assert.False(node.IsLost));
        Assert.Equal(0, report.UnitsGivenAgain);
        Assert.Empty(report.Problems);
    }

    /// <summary>
    /// Before its second unit: each has two in hands as soon as there are so many, and may go on from one before them.
    /// Of states the second may be only to go on from the first, of which nothing may be left.
    /// </summary>
    [Theory, MemberData(nameof(Searches))]
    public async Task What_a_killed_node_had_is_done_again(string strategy, string defect, long? runs, int unit)
    {
        var report = await ComparedAsync(strategy, defect, runs, unit, dies: 1);
        var lost = Assert.Single(report.Nodes, node => node.IsLost);
        Assert.InRange(lost.Units, 0, 1);
        Assert.InRange(report.UnitsGivenAgain, strategy == "stateful" ? 0 : 1, 3);
    }

    /// <summary>Before its first unit, which has states to go on from: that one is given again in any case.</summary>
    [Theory, InlineData(""), InlineData("AUX-03")]
    public async Task States_that_a_killed_node_was_given_are_given_again(string defect)
    {
        var report = await ComparedAsync("stateful", defect, runs: null, unit: 100, dies: 0);
        Assert.Equal(0, Assert.Single(report.Nodes, node => node.IsLost).Units);
        Assert.InRange(report.UnitsGivenAgain, 1, 2);
    }

    /// <summary>
    /// Who is a member may be given units before it knows that it is one: if it ends then, who watches it must know where
    /// it was, or waits for it without end.
    /// </summary>
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_watched_node_says_where_it_is_before_anybody_lets_it_in(bool isWatched)
    {
        List<string> said = [];
        var options = Searching.InProcess("akka.cluster.shutdown-after-unsuccessful-join-seed-nodes = 1s") with
        {
            IsWatched = isWatched,
            Seeds = ["127.0.0.1:1"],
        };
        await Assert.ThrowsAsync<SearchRefusedException>(
            () => SearchNode.RunAsync(options, said.Add, _ => { }, CancellationToken.None));
        Assert.Equal(isWatched ? 1 : 0, said.Count);
        Assert.All(said, address => Assert.StartsWith("127.0.0.1:", address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_search_that_is_ended_before_a_cluster_lets_it_in_is_neither_refused_nor_empty()
    {
        using CancellationTokenSource end = new();
        await end.CancelAsync();
        var options = Searching.Options(() => Searching.SetupOf("aux-attach-detach"), "stateful", new());
        foreach (var seeds in (string[][])[[], ["127.0.0.1:1"]])
        {
            var report = (await ClusterSearch.RunAsync(options with { Seeds = seeds }, end.Token)).Search.Report;
            Assert.Equal(Verdict.Inconclusive, report.Verdict);
            Assert.Equal(0, report.Deliveries);
            Assert.Null(report.Doubt);
        }
    }

    private static async Task<ClusterSearchReport> ComparedAsync(
        string strategy, string defect, long? runs, int unit, int dies)
    {
        var values = strategy == "dfs" ? "devices=2" : "devices=3";
        Setup Again() => Searching.SetupOf("aux-attach-detach", defect, values);
        ExplorationOptions options = new() { Runs = runs };
        var alone = Search.Run(Again, strategy, options).Report;
        var report = await ClusterSearch.RunAsync(Searching.Options(
            Again, strategy, options, Searching.Node(), Searching.Node(dies: dies), Searching.Node()) with
        {
            UnitSize = unit,
        });
        var together = report.Search.Report;
        AssertEqual(alone, together);
        Assert.Equal(alone.Judged.Claims, together.Judged.Claims);
        Assert.Equal(alone.Judged.NeverApplied, together.Judged.NeverApplied);
        Assert.Equal(alone.Remainder?.OneRunIn, together.Remainder?.OneRunIn);
        return report;
    }

    private static void AssertEqual(ExplorationReport alone, ExplorationReport together)
    {
        Assert.Equal(alone.Verdict, together.Verdict);
        Assert.Equal(alone.Complete, together.Complete);
        Assert.Equal(alone.Runs, together.Runs);
        Assert.Equal(alone.Left, together.Left);
        Assert.Equal(alone.BrokenRuns, together.BrokenRuns);
        Assert.Equal(alone.Deliveries, together.Deliveries);
        Assert.Equal(alone.States, together.States);
        Assert.Equal(Failures(alone), Failures(together));
    }

    private static IEnumerable<string> Failures(ExplorationReport report) => report.Failures.Select(failure =>
        $"{failure.Property.Name}: {failure.Reason}, {failure.Occurrences} times").Order(StringComparer.Ordinal);

    [Fact]
    public async Task A_node_of_another_version_takes_no_part()
    {
        Setup Again() => Searching.SetupOf("aux-attach-detach");
        var refused = await Assert.ThrowsAsync<SearchRefusedException>(() => ClusterSearch.RunAsync(Searching.Options(
            Again, "stateful", new(), Searching.Node(product: "old"))));
        Assert.Contains("it is version old, and test asks", refused.Message);
    }

    [Fact]
    public async Task A_cluster_without_a_node_is_not_waited_for_without_end()
    {
        const string Impatient = "akka.cluster.shutdown-after-unsuccessful-join-seed-nodes = 20s";
        using var other = SearchCluster.Make("127.0.0.1", 0, SearchCluster.AskerRole, isWatched: false, Impatient);
        await SearchCluster.JoinAsync(other, [], CancellationToken.None);
        var seed = SearchCluster.TextOf(Akka.Cluster.Cluster.Get(other).SelfAddress);
        var refused = await Assert.ThrowsAsync<SearchRefusedException>(() => ClusterSearch.RunAsync(
            Searching.Options(() => Searching.SetupOf("aux-attach-detach"), "stateful", new()) with
            {
                Seeds = [seed],
                Config = Impatient,
            }));
        Assert.Equal("no node of the cluster takes part", refused.Message);
        await other.Terminate();
    }

    [Fact]
    public async Task What_no_node_could_build_by_its_name_is_refused()
    {
        Setup Again() => Searching.SetupOf("aux-attach-detach").Without(claim => claim.Name == "NoDoubleFreePasid");
        var refused = await Assert.ThrowsAsync<NotSupportedException>(
            () => ClusterSearch.RunAsync(Searching.Options(Again, "stateful", new(), Searching.Node())));
        Assert.Equal("only a scenario with all of its operations and claims goes by its name", refused.Message);
    }

    /// <summary>Before the third unit: it is given when the result of the first has come.</summary>
    [Fact]
    public async Task When_all_nodes_are_gone_nothing_is_complete()
    {
        var report = await ClusterSearch.RunAsync(Searching.Options(
            () => Searching.SetupOf("aux-attach-detach", values: "devices=3"), "stateful", new(),
            Searching.Node(dies: 2), Searching.Node(dies: 2)) with
        {
            UnitSize = 500,
        });
        Assert.Equal(["every node that was started has ended"], report.Problems);
        Assert.False(report.Search.Report.Complete);
        Assert.Equal(Verdict.Inconclusive, report.Search.Report.Verdict);
        Assert.True(report.Search.Report.States > 0);
    }

    /// <summary>Nobody sees this one end but the cluster: its members hear no more of it and down it.</summary>
    [Fact]
    public async Task A_node_that_nobody_watches_is_downed_by_the_cluster()
    {
        const string Impatient = """
            akka.cluster.failure-detector.acceptable-heartbeat-pause = 8s
            akka.cluster.split-brain-resolver.stable-after = 4s
            """;
        Setup Again() => Searching.SetupOf("aux-attach-detach", "AUX-03", "devices=3");
        var alone = Search.Run(Again, "stateful", new()).Report;
        using CancellationTokenSource end = new();
        TaskCompletionSource<string> seed = new();
        var first = SearchNode.RunAsync(Searching.InProcess(Impatient), seed.SetResult, _ => { }, end.Token);
        using var second = Searching.Unwatched(await seed.Task, dies: 0, Impatient);
        var report = await ClusterSearch.RunAsync(Searching.Options(Again, "stateful", new()) with
        {
            Seeds = [await seed.Task],
            NodesAwaited = 2,
            Config = Impatient,
            UnitSize = 50,
        });
        Assert.Empty(report.Problems);
        AssertEqual(alone, report.Search.Report);
        Assert.Single(report.Nodes, node => node.IsLost);
        Assert.True(report.UnitsGivenAgain > 0);
        await end.CancelAsync();
        await first;
    }
}
