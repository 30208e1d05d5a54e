using System.Text.Json;
using System.Text.Json.Nodes;
using VfioActors.Cli.Terminals;
using VfioActors.Testing;

namespace VfioActors.Cli.Tests;

public sealed class ReplayTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_replay_breaks_what_the_trace_broke()
    {
        var answer = Replay(_desk.BankTrace());
        Assert.Equal(ExitCode.Broken, answer.Code);
        Assert.Empty(answer.Error);
        Golden.Verify("", _desk.Plain(answer.Output));
    }

    [Fact]
    public void Every_replay_is_the_same()
    {
        var trace = _desk.BankTrace();
        var once = Replay(trace, "--json", "--host", "world");
        Assert.All(Enumerable.Range(0, 50), _ => Assert.Equal(once, Replay(trace, "--json", "--host", "world")));
        Assert.True(once.Document.GetProperty("agreed").GetBoolean());
        Assert.Equal("broken", once.Document.GetProperty("verdict").GetString());
        var finding = Assert.Single(once.Document.GetProperty("findings").EnumerateArray());
        Assert.Equal("NoLostDeposit", finding.GetProperty("property").GetString());
    }

    [Fact]
    public void Real_actors_take_the_same_steps()
    {
        var trace = _desk.BankTrace();
        var (inWorld, onActors) = (Replay(trace, "--json"), Replay(trace, "--json", "--host", "akka"));
        Assert.Equal(ExitCode.Broken, onActors.Code);
        Assert.Equal("akka", onActors.Document.GetProperty("host").GetString());
        foreach (var part in new[] { "agreed", "steps", "fingerprint", "verdict", "findings" })
        {
            Assert.Equal(
                inWorld.Document.GetProperty(part).GetRawText(), onActors.Document.GetProperty(part).GetRawText());
        }
    }

    [Fact]
    public void A_step_that_is_not_there_is_named_with_what_was_enabled()
    {
        var trace = Altered(2, step => step["fields"] = new JsonObject { ["Balance"] = 77 });
        var answer = Replay(trace);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Empty(answer.Output);
        Golden.Verify("", _desk.Plain(answer.Error));
    }

    [Fact]
    public void A_step_that_leads_elsewhere_is_named()
    {
        var trace = Altered(1, step => step["fingerprint"] = "0123456789abcdef");
        var answer = Replay(trace, "--json");
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("step 1: expected fingerprint 0123456789abcdef", answer.Error, StringComparison.Ordinal);
        Assert.False(answer.Document.GetProperty("agreed").GetBoolean());
        Assert.Equal(1, answer.Document.GetProperty("misfit").GetProperty("step").GetInt32());
        Assert.Equal(JsonValueKind.Null, answer.Document.GetProperty("verdict").ValueKind);
    }

    [Theory]
    [InlineData("to")]
    [InlineData("from")]
    [InlineData("message")]
    public void A_step_without_a_name_is_refused_where_it_is(string key)
    {
        var answer = Replay(Altered(1, step => step[key] = ""));
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains($":3: a name as \"{key}\" expected, an empty one found", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "inconclusive: the trace has no step")]
    [InlineData(2, "inconclusive: the trace ends before the run does")]
    public void What_a_trace_that_ends_early_would_come_to_is_not_known(int steps, string verdict)
    {
        var trace = Cut(steps);
        foreach (var host in new[] { "world", "akka" })
        {
            var answer = Replay(trace, "--host", host);
            Assert.Equal(ExitCode.Inconclusive, answer.Code);
            Assert.Contains(verdict, string.Join(' ', answer.Output.Split()), StringComparison.Ordinal);
        }

        var document = Replay(trace, "--json").Document;
        Assert.NotEmpty(document.GetProperty("verdictReason").GetString()!);
        Assert.Contains(
            "NoLivelock", document.GetProperty("neverApplied").EnumerateArray().Select(one => one.GetString()));
    }

    /// <summary>A trace without its violation, and without what comes behind some steps.</summary>
    private string Cut(int steps)
    {
        var lines = File.ReadAllLines(_desk.BankTrace());
        var header = JsonNode.Parse(lines[0])!.AsObject();
        header.Remove("violation");
        var path = _desk.PathOf("cut.vtrace");
        File.WriteAllLines(path, [header.ToJsonString(), .. lines[1..(steps + 1)]]);
        return path;
    }

    [Theory]
    [InlineData("property", "\"NoSuch\"", "there is no such property; there are NoLostDeposit")]
    [InlineData("step", "1", "at step 1, and replayed it does at step")]
    [InlineData("defects", "[\"BANK-02\"]", "its header blames BANK-02, which is not among its defects")]
    public void What_a_trace_says_that_it_breaks_must_be_so(string field, string value, string complaint)
    {
        var lines = File.ReadAllLines(_desk.BankTrace());
        var header = JsonNode.Parse(lines[0])!.AsObject();
        header["violation"]![field] = JsonNode.Parse(value);
        var path = _desk.PathOf("altered.vtrace");
        File.WriteAllLines(path, [header.ToJsonString(), .. lines[1..]]);
        Answer[] answers =
        [
            Replay(path), Replay(path, "--host", "akka"), Answer.To("minimize", path, "--assembly", Desk.UsersAssembly),
        ];
        foreach (var answer in answers)
        {
            Assert.Equal(ExitCode.Usage, answer.Code);
            Assert.Contains(complaint, answer.Error, StringComparison.Ordinal);
        }
    }

    public static TheoryData<string, string, string> Headers => new()
    {
        { "scenario", "\"bank-deposit\"", "no scenario 'bank-deposit': did you mean 'bank-deposits'?" },
        { "parameters", "{\"clients\":\"9\"}", "parameter 'clients' is '9', accepted is 1..4" },
        { "parameters", "{\"clints\":\"2\"}", "has no parameter 'clints'" },
        { "defects", "[\"BANK-02\"]", "has no defect 'BANK-02'" },
        { "defects", "[]", "step 0: expected" },
        { "delivery", "\"fifo\"", "delivery causal or pair or mailbox or bag expected" },
        {
            "operations",
            """[{"id":1,"client":"x","text":"a"},{"id":2,"client":"y","text":"b"}]""",
            "the operations of the trace are not those of 'bank-deposits'"
        },
        { "vtrace", "2", "format 1 expected, format 2 found" },
    };

    [Theory, MemberData(nameof(Headers))]
    public void A_header_that_does_not_fit_is_refused(string key, string value, string complaint)
    {
        var answer = Replay(Altered(-1, header => header[key] = JsonNode.Parse(value)));
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains(complaint, answer.Error, StringComparison.Ordinal);
        Assert.Equal(answer.Error.Length - Environment.NewLine.Length, answer.Error.IndexOf('\n'));
    }

    [Fact]
    public void A_header_that_claims_another_violation_is_refused()
    {
        var answer = Replay(Altered(-1, header => header["violation"]!["property"] = "GoalReached"));
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("its header says that it breaks GoalReached", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_of_a_users_scenario_needs_the_users_assembly()
    {
        var answer = Answer.To("replay", _desk.BankTrace());
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("--assembly FILE adds your own", answer.Error, StringComparison.Ordinal);
    }

    private static Answer Replay(string trace, params string[] more) =>
        Answer.To(["replay", trace, "--assembly", Desk.UsersAssembly, .. more]);

    /// <summary>The bank's trace with one step changed; step -1 is the header.</summary>
    private string Altered(int step, Action<JsonNode> change)
    {
        var lines = File.ReadAllLines(_desk.BankTrace());
        var node = JsonNode.Parse(lines[step + 1])!;
        change(node);
        lines[step + 1] = node.ToJsonString();
        return _desk.Write("altered.vtrace", lines);
    }
}
