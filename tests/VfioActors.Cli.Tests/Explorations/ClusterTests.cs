using System.Text.Json.Nodes;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Tests.Explorations;

/// <summary>One exploration by several processes, each of which is this very program.</summary>
public sealed class ClusterTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    /// <summary>What samples, and what tries every order, comes to the same document.</summary>
    [Theory]
    [InlineData("aux-attach-detach", "--defect", "AUX-03", "--strategy", "pos", "--runs", "3000", "--workers", "2")]
    [InlineData("aux-attach-detach", "--defect", "AUX-03", "--strategy", "dfs", "--time", "3600")]
    [InlineData("aux-attach-detach", "--param", "devices=3", "--strategy", "stateful")]
    [InlineData("bank-deposits", "--defect", "BANK-01", "--strategy", "dfs")]
    public void Nodes_come_to_the_document_of_one_process(params string[] words)
    {
        string[] own = words[0] == "bank-deposits" ? ["--assembly", Desk.UsersAssembly] : [];
        string[] all = ["explore", .. words, .. own, "--out", _desk.Folder, "--json"];
        var alone = Answer.To(all);
        var together = Answer.To([.. all, "--nodes", "2"]);
        Assert.Empty(together.Error);
        Assert.Equal(alone.Code, together.Code);
        Assert.Equal(2, together.Document.GetProperty("cluster").GetProperty("nodes").GetArrayLength());
        Assert.Equal(Plain(alone), Plain(together));
    }

    [Fact]
    public void People_are_told_what_each_node_did()
    {
        var answer = Answer.To(
            "explore", "aux-attach-detach", "--strategy", "random", "--runs", "500", "--nodes", "2");
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        Assert.Equal(2, answer.Output.Split("\nnode        127.0.0.1:").Length - 1);
        Assert.Contains("explored    500 runs", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_explores_for_whoever_asks_and_refuses_what_it_does_not_know()
    {
        using CancellationTokenSource end = new();
        using FirstLineWriter output = new();
        using StringWriter error = new();
        var node = Task.Run(() => EntryPoint.Run(
            ["node", "--port", "0"], new(output, error) { Cancellation = end.Token }));
        var address = (await output.First).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        string[] asked = ["explore", "--out", _desk.Folder, "--cluster", address, "--strategy", "dfs"];
        var known = Answer.To([.. asked, "aux-attach-detach", "--json"]);
        Assert.Equal("held", known.Document.GetProperty("verdict").GetString());
        Assert.Equal(address, known.Document.GetProperty("cluster").GetProperty("nodes")[0]
            .GetProperty("address").GetString());
        var unknown = Answer.To([.. asked, "bank-deposits", "--assembly", Desk.UsersAssembly]);
        Assert.Equal(ExitCode.Usage, unknown.Code);
        Assert.Matches(
            $"no node takes part: {address}: it has no assembly [0-9a-f]{{12}} .SHA-256.: start it with --assembly FILE",
            unknown.Error);
        await end.CancelAsync();
        Assert.Equal(ExitCode.Held, await node);
        Assert.Contains("takes part in dfs of aux-attach-detach", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("refuses bank-deposits", output.ToString(), StringComparison.Ordinal);
        Assert.Empty(error.ToString());
    }

    [Theory]
    [InlineData("--nodes shares one strategy: say which, --strategy dpor|stateful|dfs|", "--nodes", "2")]
    [InlineData("breadth cannot be shared between processes", "--nodes", "2", "--strategy", "breadth")]
    [InlineData("symmetry is not shared", "--nodes", "2", "--strategy", "dpor", "--symmetry")]
    [InlineData("a bound on preemptions is not shared", "--nodes", "2", "--strategy", "dpor", "--preemptions", "1")]
    [InlineData("a bound on runs is for sampling", "--nodes", "2", "--strategy", "dpor", "--runs", "5")]
    [InlineData("a bound on preemptions is not shared", "--nodes", "2", "--strategy", "dfs", "--preemptions", "1")]
    [InlineData("symmetry is not shared", "--nodes", "2", "--strategy", "stateful", "--symmetry")]
    [InlineData("a bound on runs is for sampling", "--nodes", "2", "--strategy", "dfs", "--runs", "5")]
    [InlineData("one of them, not both", "--nodes", "2", "--cluster", "a:1", "--strategy", "dfs")]
    [InlineData("'a' is no address of a node; accepted is HOST:PORT", "--cluster", "a", "--strategy", "dfs")]
    [InlineData("add --cluster HOST:PORT or --discover NAME", "--hostname", "a", "--strategy", "dfs")]
    [InlineData("--discover has nodes already", "--nodes", "2", "--discover", "a", "--strategy", "dfs")]
    [InlineData("--discover finds them: one of them", "--cluster", "a:1", "--discover", "a", "--strategy", "dfs")]
    [InlineData("--discover 'a:' is no service; accepted is NAME or", "--discover", "a:", "--strategy", "dfs")]
    [InlineData("it was told when it was started", "--discover", "a", "--strategy", "dfs", "--workers", "2")]
    [InlineData("it was told when it was started", "--cluster", "a:1", "--strategy", "dfs", "--workers", "2")]
    public void What_cannot_be_combined_is_refused_in_a_line(string said, params string[] words)
    {
        var answer = Answer.To(["explore", "aux-attach-detach", "--out", _desk.Folder, .. words]);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Empty(answer.Output);
        Assert.Contains(said, answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("--members says how many --discover must find: add --discover NAME[:PORT]", "--members", "3")]
    [InlineData("--seed-node names members, --discover finds them", "--seed-node", "a:1", "--discover", "a")]
    [InlineData("--discover ':1' is no service; accepted is NAME or NAME:PORT", "--discover", ":1")]
    [InlineData("--members is '0', accepted is", "--discover", "a", "--members", "0")]
    public void What_a_node_cannot_be_is_refused_in_a_line(string said, params string[] words)
    {
        var answer = Answer.To(["node", "--port", "0", .. words]);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains(said, answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>All but how long it took, and what each node did.</summary>
    private static string Plain(Answer answer)
    {
        var document = JsonNode.Parse(answer.Output)!.AsObject();
        foreach (var name in (string[])["seconds", "cluster"]) { document.Remove(name); }
        return document.ToJsonString();
    }
}
