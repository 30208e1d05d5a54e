using System.Text.Json;
using System.Text.Json.Nodes;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Tests.Traces;

/// <summary><c>replay --tolerant</c>, by the command.</summary>
public sealed class TolerantTests : IDisposable
{
    private readonly Desk _desk = new();

    [Fact]
    public void A_trace_of_this_version_is_followed_to_its_bug()
    {
        var answer = Follow(_desk.BankTrace());
        Assert.Equal(ExitCode.Broken, answer.Code);
        var found = answer.Document;
        Assert.Equal(
            [
                "trace", "scenario", "product", "agreed", "steps", "matched", "changed", "skipped", "added", "beyond",
                "firstDivergence", "moved", "fingerprint", "verdict", "bug", "verdictReason", "findings",
            ],
            found.EnumerateObject().Select(one => one.Name));
        Assert.True(found.GetProperty("agreed").GetBoolean());
        Assert.Equal("there", found.GetProperty("bug").GetString());
        Assert.Equal("broken", found.GetProperty("verdict").GetString());
        Assert.Equal("NoLostDeposit", found.GetProperty("findings")[0].GetProperty("property").GetString());
    }

    [Fact]
    public void What_was_fixed_meanwhile_is_gone_when_every_step_is_there()
    {
        Answer.To("explore", "aux-no-memory", "--defect", "AUX-23", "--out", _desk.Folder);
        var trace = Directory.GetFiles(_desk.Folder, "*errnofaithful*.vtrace").Single();
        Assert.Equal("there", Follow(trace).Document.GetProperty("bug").GetString());
        var answer = Follow(Altered(trace, header => header["defects"] = new JsonArray()));
        Assert.Equal(ExitCode.Held, answer.Code);
        var found = answer.Document;
        Assert.Equal("gone", found.GetProperty("bug").GetString());
        Assert.Equal("held", found.GetProperty("verdict").GetString());
        Assert.Equal(0, found.GetProperty("skipped").GetInt32());
        Assert.Equal(0, found.GetProperty("added").GetInt32());
    }

    [Fact]
    public void What_was_fixed_by_other_steps_is_not_known_to_be_gone()
    {
        var found = Followed(ExitCode.Inconclusive, header => header["defects"] = new JsonArray());
        Assert.Equal("unknown", found.GetProperty("bug").GetString());
        Assert.NotEqual(JsonValueKind.Null, found.GetProperty("firstDivergence").ValueKind);
    }

    [Fact]
    public void A_defect_that_is_gone_is_no_proof()
    {
        var found = Followed(ExitCode.Inconclusive, header => header["defects"] = new JsonArray("BANK-99"));
        Assert.Equal("unknown", found.GetProperty("bug").GetString());
        Assert.Equal(
            "the defect BANK-99 cannot be switched on any more", found.GetProperty("verdictReason").GetString());
        var moved = found.GetProperty("moved")[0];
        Assert.Equal("""{"kind":"defect","step":null,"was":"BANK-99","now":null}""", moved.GetRawText());
    }

    [Fact]
    public void What_has_another_name_is_found()
    {
        var lines = File.ReadAllLines(_desk.BankTrace());
        var renamed = lines.Skip(1).Select(line => line
            .Replace("\"account\"", "\"ledger\"", StringComparison.Ordinal));
        var answer = Follow(_desk.Write("renamed.vtrace", [lines[0], .. renamed]));
        Assert.Equal(ExitCode.Broken, answer.Code);
        var move = Assert.Single(answer.Document.GetProperty("moved").EnumerateArray());
        Assert.Equal("""{"kind":"actor","step":0,"was":"ledger","now":"account"}""", move.GetRawText());
    }

    [Fact]
    public void People_are_told_what_moved_and_what_became_of_the_bug()
    {
        var path = Altered(header => header["parameters"] = new JsonObject { ["size"] = "3" });
        var output = Answer.To("replay", path, "--tolerant", "--assembly", Desk.UsersAssembly).Output;
        Assert.Contains("moved       parameter size=3 is gone", output, StringComparison.Ordinal);
        Assert.Contains("verdict     broken: the bug is still there", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_race_file_may_be_another_text_by_now()
    {
        string[] body = ["int n;", "int seen;", "CPU0 { int r = n; n = r + 1; }", "CPU1 { int r = n; n = r + 1; }"];
        const string Claim = "finally(n == 2);";
        var race = _desk.Write("sum.race", [.. body, Claim]);
        Assert.Equal(ExitCode.Broken, Answer.To("check", race, "--out", _desk.Folder).Code);
        var trace = Directory.GetFiles(_desk.Folder, "*.vtrace").Single();
        _desk.Write("sum.race", ["/* a line more */", .. body, Claim]);
        Assert.Equal(ExitCode.Usage, Answer.To("replay", trace).Code);
        Assert.Equal("there", Follow(trace).Document.GetProperty("bug").GetString());
    }

    [Fact]
    public void A_thread_that_begins_where_another_did_is_not_taken_for_it()
    {
        string[] body = ["int n;", "CPU0 { int r = n; n = r + 1; }", "CPU1 { int r = n; n = r + 1; }"];
        var race = _desk.Write("sum.race", [.. body, "finally(n == 2);"]);
        Answer.To("check", race, "--out", _desk.Folder);
        var trace = Directory.GetFiles(_desk.Folder, "*.vtrace").Single();
        _desk.Write("sum.race", ["/* a line more */", .. body, "finally(n == 2);"]);
        var found = Follow(trace).Document;
        Assert.Equal("there", found.GetProperty("bug").GetString());
        Assert.Equal(found.GetProperty("steps").GetInt32(), found.GetProperty("matched").GetInt32());
        var moved = found.GetProperty("moved").EnumerateArray().Where(move =>
            move.GetProperty("kind").GetString() == "operation").Select(move => move.GetProperty("now").GetString());
        Assert.Equal(["CPU0 line 3", "CPU1 line 4"], moved);
    }

    [Fact]
    public void What_breaks_the_same_claim_elsewhere_may_be_another_bug()
    {
        string[] head = ["struct obj { int a; int b; };", "struct obj *p, *q;"];
        const string Init = "init { p = kzalloc(sizeof(*p), GFP_KERNEL); q = kzalloc(sizeof(*q), GFP_KERNEL); }";
        const string User = "CPU0 { struct obj *o = p; o->a = 1; q->b = 1; }";
        var race = _desk.Write("free.race", [.. head, Init, User, "CPU1 { kfree(p); }"]);
        Answer.To("check", race, "--out", _desk.Folder);
        var trace = Directory.GetFiles(_desk.Folder, "*nouseafterfree.vtrace").Single();
        _desk.Write("free.race", [.. head, Init, User, "CPU1 { kfree(q); }"]);
        var answer = Follow(trace);
        Assert.Equal(ExitCode.Broken, answer.Code);
        Assert.Equal("other", answer.Document.GetProperty("bug").GetString());
        var finding = answer.Document.GetProperty("findings")[0];
        Assert.Equal("NoUseAfterFree", finding.GetProperty("property").GetString());
        Assert.Contains("obj#2->b", finding.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains(
            ": NoUseAfterFree, but not as in the trace", Answer.To("replay", trace, "--tolerant").Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--host akka", "--tolerant follows a trace in the world, and in no other --host")]
    [InlineData("--tolerant 1", "1")]
    public void What_it_does_not_go_with_is_refused_in_a_line(string words, string complaint)
    {
        var answer = Answer.To(
            ["replay", _desk.BankTrace(), "--tolerant", "--assembly", Desk.UsersAssembly, .. words.Split(' ')]);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains(complaint, answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_scenario_that_is_gone_cannot_be_followed()
    {
        var answer = Follow(Altered(header => header["scenario"] = "bank-of-last-year"));
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("bank-of-last-year", answer.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _desk.Dispose();

    private static Answer Follow(string trace) =>
        Answer.To("replay", trace, "--tolerant", "--assembly", Desk.UsersAssembly, "--json");

    private JsonElement Followed(int code, Action<JsonObject> alter)
    {
        var answer = Follow(Altered(alter));
        Assert.Equal(code, answer.Code);
        return answer.Document;
    }

    private string Altered(Action<JsonObject> alter) => Altered(_desk.BankTrace(), alter);

    private string Altered(string trace, Action<JsonObject> alter)
    {
        var lines = File.ReadAllLines(trace);
        var header = JsonNode.Parse(lines[0])!.AsObject();
        alter(header);
        return _desk.Write("altered.vtrace", [header.ToJsonString(), .. lines.Skip(1)]);
    }
}
