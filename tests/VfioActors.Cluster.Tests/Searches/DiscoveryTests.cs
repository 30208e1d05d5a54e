using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using VfioActors.Cluster.Searches.Askers;
using VfioActors.Cluster.Searches.Catalogs;
using VfioActors.Cluster.Searches.Discoveries;
using VfioActors.Cluster.Searches.Nodes;
using VfioActors.Exploration;

namespace VfioActors.Cluster.Tests.Searches;

/// <summary>Members of a cluster that nobody names are found by Akka.Discovery.</summary>
public sealed class DiscoveryTests
{
    [Theory]
    [InlineData("vfio", "vfio", 4053)]
    [InlineData("vfio.default.svc:7000", "vfio.default.svc", 7000)]
    public void A_service_is_a_name_and_mostly_a_port(string text, string name, int port) =>
        Assert.Equal(new MemberLookup(name, port, 3), MemberLookup.Parse(text, atLeast: 3));

    [Theory]
    [InlineData("")]
    [InlineData(":4053")]
    [InlineData("vfio:")]
    [InlineData("vfio:0")]
    [InlineData("vfio:65536")]
    [InlineData("vfio:x")]
    public void What_is_no_service_is_none(string text) => Assert.Null(MemberLookup.Parse(text, atLeast: 1));

    /// <summary>Whoever finds the same has the same order, so that the same one begins the cluster.</summary>
    [Theory]
    [InlineData("none 2 2+1 1+2", "1 2")]
    [InlineData("fails 2+1 2+1", "1 2")]
    [InlineData("1+2 1+2+3 1+2 1+2+3 3+2+1", "1 2 3")]
    public async Task Enough_are_found_when_they_are_the_same_twice(string script, string ports)
    {
        var found = await FoundAsync(script, Scripted.Config, without: null);
        Assert.Equal(ports, string.Join(' ', found.Select(address => address.Port)));
    }

    [Fact]
    public async Task Whoever_asks_does_not_find_itself()
    {
        var found = await FoundAsync("1+2+3", Scripted.Config, without: new("akka.tcp", "vfioactors", "10.0.0.1", 2));
        Assert.Equal([1, 3], found.Select(address => address.Port!.Value));
    }

    [Theory]
    [InlineData("1", "akka.discovery 'scripted' finds 1 member of '1', and 2 were to be there in 0.2 s: 10.0.0.1:1")]
    [InlineData("none", "akka.discovery 'scripted' finds 0 members of 'none', and 2 were to be there in 0.2 s")]
    [InlineData(
        "fails",
        "akka.discovery 'scripted' finds 0 members of 'fails', and 2 were to be there in 0.2 s: nobody answers")]
    public async Task Too_few_are_refused_in_a_line(string script, string refusal)
    {
        var refused = await Assert.ThrowsAsync<SearchRefusedException>(
            () => FoundAsync(script, Scripted.Config, without: null));
        Assert.Equal(refusal, refused.Message);
    }

    [Fact]
    public async Task A_method_that_nobody_knows_is_refused()
    {
        var refused = await Assert.ThrowsAsync<SearchRefusedException>(
            () => FoundAsync("any", "akka.discovery.method = unknown", without: null));
        Assert.StartsWith("akka.discovery.method 'unknown': ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task A_name_that_dns_does_not_know_stands_for_nobody()
    {
        var refused = await Assert.ThrowsAsync<SearchRefusedException>(() => FoundAsync(
            "nobody.invalid", "vfio-actors.search.discovery { interval = 10ms, timeout = 20ms }", without: null));
        Assert.StartsWith("akka.discovery 'dns' finds 0 members of 'nobody.invalid'", refused.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_configuration_and_an_address_that_is_taken_are_refused_in_a_line()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        var port = PortOf(taken);
        foreach (var config in (string[])["<!DOCTYPE html>\n<html>", "akka { loglevel = [", ""])
        {
            var refused = Assert.Throws<SearchRefusedException>(() => SearchCluster.Make(
                SearchCluster.Loopback, port, SearchCluster.NodeRole, isWatched: true, config));
            Assert.StartsWith(
                $"no member of a cluster can be at 127.0.0.1:{port} with this configuration: ", refused.Message,
                StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refused.Message);
            Assert.DoesNotContain("InnerException", refused.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>The system may let two that both allow it listen at one port, and give each a part of the calls.</summary>
    [Fact]
    public void The_port_of_another_node_is_taken()
    {
        static ActorSystem MemberAt(int port) => SearchCluster.Make(
            SearchCluster.Loopback, port, SearchCluster.NodeRole, isWatched: true, config: "");
        using var first = MemberAt(0);
        var port = Akka.Cluster.Cluster.Get(first).SelfAddress.Port!.Value;
        var refused = Assert.Throws<SearchRefusedException>(() => MemberAt(port).Dispose());
        Assert.StartsWith(
            $"no member of a cluster can be at 127.0.0.1:{port} with this configuration: ", refused.Message,
            StringComparison.Ordinal);
    }

    /// <summary>Two nodes that begin one cluster, and who asks, by <c>config</c>; then one who asks by <c>dns</c>.</summary>
    [Fact]
    public async Task Nodes_that_find_each_other_search_together()
    {
        using TcpListener one = new(IPAddress.Loopback, 0);
        using TcpListener other = new(IPAddress.Loopback, 0);
        int[] ports = [PortOf(one), PortOf(other)];
        one.Stop();
        other.Stop();
        var config = $$"""
            akka.discovery.method = config
            akka.discovery.config.services.vfio.endpoints = ["127.0.0.1:{{ports[0]}}", "127.0.0.1:{{ports[1]}}"]
            vfio-actors.search.discovery.interval = 100ms
            """;
        using CancellationTokenSource end = new();
        TaskCompletionSource[] ready = [new(), new()];
        Task[] nodes =
        [
            .. ports.Select((port, at) => SearchNode.RunAsync(
                Searching.InProcess(config) with { Port = port, Service = new("vfio", 1, 2) },
                _ => ready[at].SetResult(), _ => { }, end.Token)),
        ];
        await Task.WhenAll(ready.Select(one => one.Task));
        await SearchAsync(new("vfio", 1, 1), config);
        await SearchAsync(new("127.0.0.1", ports[1], 1), "vfio-actors.search.discovery.interval = 100ms");
        await end.CancelAsync();
        await Task.WhenAll(nodes);
    }

    private static async Task SearchAsync(MemberLookup service, string config)
    {
        static VfioActors.Exploration.Scenarios.Setup Again() => Searching.SetupOf("aux-attach-detach");
        var alone = Search.Run(Again, "stateful", new()).Report;
        var report = await ClusterSearch.RunAsync(Searching.Options(Again, "stateful", new()) with
        {
            Service = service,
            NodesAwaited = 2,
            Config = config,
        });
        Assert.Equal(2, report.Nodes.Count);
        Assert.Equal(alone.States, report.Search.Report.States);
        Assert.Equal(alone.Deliveries, report.Search.Report.Deliveries);
        Assert.True(report.Search.Report.Complete);
    }

    private static int PortOf(TcpListener listener)
    {
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<Address[]> FoundAsync(string script, string config, Address? without)
    {
        using var system = SearchCluster.Make(
            SearchCluster.Loopback, 0, SearchCluster.NodeRole, isWatched: true,
            $"akka.actor.provider = local\n{config}");
        return await MemberDiscovery.FindAsync(system, new(script, 9, 2), without, CancellationToken.None);
    }
}
