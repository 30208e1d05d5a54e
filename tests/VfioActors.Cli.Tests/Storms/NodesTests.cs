using System.Text.Json;
using System.Text.RegularExpressions;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Tests.Storms;

/// <summary>Storms over processes that are this very program.</summary>
public sealed class NodesTests : IDisposable
{
    private static readonly string[] Machine =
        ["storm", "--clients", "6", "--duration", "3600", "--devices", "4", "--domains", "4"];

    private static readonly string[] Small = [.. Machine, "--operations", "200"];

    /// <summary>Of many operations, so that a fault after a few of them comes long before the end.</summary>
    private static readonly string[] Long = [.. Machine, "--operations", "3000"];

    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_storm_over_nodes_holds_and_its_recording_replays()
    {
        var file = _desk.PathOf("nodes.vtrace.gz");
        var answer = Answer.To([.. Small, "--nodes", "2", "--record", file, "--json"]);
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Empty(answer.Error);
        var document = answer.Document;
        Assert.Equal("held", document.GetProperty("verdict").GetString());
        Assert.True(document.GetProperty("atRest").GetBoolean());
        Assert.Equal(0, document.GetProperty("lost").GetInt64());
        Assert.Equal(2, document.GetProperty("machines").GetInt32());
        Assert.True(document.GetProperty("letters").GetInt64() > 0);
        Assert.Equal(JsonValueKind.Null, document.GetProperty("fault").ValueKind);
        Assert.Equal(0, document.GetProperty("lostMachines").GetArrayLength());
        Assert.Equal(0, document.GetProperty("claimsNotJudged").GetArrayLength());
        string?[] machines =
        [
            .. document.GetProperty("nodes").EnumerateArray()
                .SelectMany(node => node.GetProperty("machines").EnumerateArray()).Select(name => name.GetString()),
        ];
        Assert.Equal(["machine0", "machine1"], machines.Order());

        var replay = Answer.To("replay", file, "--json");
        Assert.Equal(ExitCode.Held, replay.Code);
        Assert.Equal(
            document.GetProperty("messages").GetInt64(), replay.Document.GetProperty("steps").GetInt64());
    }

    [Fact]
    public void What_was_lost_with_a_killed_node_is_named_and_is_no_pass()
    {
        var answer = Answer.To([.. Long, "--nodes", "3", "--kill-node", "2", "--after", "300"]);
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        var output = Regex.Replace(answer.Output, @"\s+", " ");
        Assert.Contains("node 2 is killed after 300 operations", output);
        Assert.Matches("lost +machine[0-2] with its 6 actors", output);
        Assert.Contains("2 clients (CPU2, CPU5)", output);
        Assert.Contains("yes, and all that is left is accounted for", output);
        Assert.Contains("fault node 2 is killed after", output);
        Assert.Matches("verdict +inconclusive: what was lost with the node is not judged", output);
    }

    [Fact]
    public void A_cut_loses_links_alone()
    {
        var answer = Answer.To([.. Long, "--nodes", "2", "--cut-node", "1", "--after", "200", "--json"]);
        Assert.Equal(ExitCode.Held, answer.Code);
        var fault = answer.Document.GetProperty("fault");
        Assert.Equal("cut", fault.GetProperty("kind").GetString());
        Assert.Equal(1, fault.GetProperty("node").GetInt32());
        Assert.True(fault.GetProperty("after").GetInt64() >= 200);
        Assert.Equal(0, answer.Document.GetProperty("lost").GetInt64());
    }

    [Fact]
    public void A_storm_that_is_over_before_the_kill_is_no_pass_either()
    {
        var answer = Answer.To([.. Small, "--nodes", "2", "--kill-node", "0", "--after", "1000000", "--json"]);
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        Assert.Equal("inconclusive", answer.Document.GetProperty("verdict").GetString());
        Assert.Equal(0, answer.Document.GetProperty("lostClients").GetArrayLength());
    }
}
