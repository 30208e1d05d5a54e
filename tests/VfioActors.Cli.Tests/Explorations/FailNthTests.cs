using System.Text.Json;
using VfioActors.Cli.Terminals;
using VfioActors.Tracing;

namespace VfioActors.Cli.Tests.Explorations;

/// <summary><c>explore --fail-nth</c>, by the command.</summary>
public sealed class FailNthTests : IDisposable
{
    private readonly Desk _desk = new();

    [Fact]
    public void Programs_get_each_point_with_its_verdict()
    {
        var answer = Explored("aux-no-memory", "--json");
        Assert.Equal(ExitCode.Held, answer.Code);
        var found = answer.Document;
        Assert.Equal("held", found.GetProperty("verdict").GetString());
        Assert.True(found.GetProperty("complete").GetBoolean());
        var failNth = found.GetProperty("failNth");
        Assert.Equal("held", failNth.GetProperty("unrefused").GetProperty("verdict").GetString());
        Assert.Equal(3, failNth.GetProperty("points").GetArrayLength());
        var point = failNth.GetProperty("points")[0];
        Assert.Equal(
            """{"operation":"ATTACH(D, dev0)","client":"CPU0","actor":"D","what":"memory for the record of a device","""
                + """ "function":"auxiliary_link_device","error":"ENOMEM","nth":1}""".TrimStart(),
            JsonSerializer.Serialize(point.GetProperty("point")).Replace("\\u0022", "\"", StringComparison.Ordinal));
        Assert.Equal(1, point.GetProperty("asked").GetInt64());
        Assert.Equal(1, point.GetProperty("refused").GetInt64());
        Assert.Equal("held", point.GetProperty("verdict").GetString());
        Assert.True(point.GetProperty("search").GetProperty("complete").GetBoolean());
        Assert.Equal(0, failNth.GetProperty("afterRefusal").GetArrayLength());
        Assert.Equal(
            "domain_attach_iommu", failNth.GetProperty("notReached")[0].GetProperty("function").GetString());
        Assert.Equal(0, failNth.GetProperty("brokenAnyway").GetArrayLength());
    }

    [Fact]
    public void Who_does_not_ask_for_it_gets_none_of_it() => Assert.Equal(
        JsonValueKind.Null,
        Answer.To("explore", "aux-no-memory", "--json", "--out", _desk.Folder).Document.GetProperty("failNth").ValueKind);

    [Fact]
    public void People_see_a_row_a_point()
    {
        var lines = Explored("aux-no-memory").Output.Split('\n');
        Assert.Contains(
            lines,
            line => line.Contains("held: no order breaks a property, whichever of 3 points", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("unrefused   held, 1 run; 3 points", StringComparison.Ordinal));
        Assert.Equal(3, lines.Count(line =>
            line.StartsWith("CPU0 ATTACH(D, dev0)", StringComparison.Ordinal)
                && line.EndsWith("  held", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.StartsWith("not reached iommu0 never asks", StringComparison.Ordinal));
    }

    [Fact]
    public void What_breaks_is_made_small_and_replays_anywhere()
    {
        var answer = Explored("aux-attach-detach", "--defect", "AUX-23", "--json");
        Assert.Equal(ExitCode.Broken, answer.Code);
        var failure = answer.Document.GetProperty("failures")[0];
        Assert.Equal(
            "CPU0 ATTACH(D, dev0): D has no memory for the record of a device (auxiliary_link_device, ENOMEM)",
            failure.GetProperty("refused").GetString());
        var trace = failure.GetProperty("trace").GetString()!;
        var read = TraceReader.ReadFile(trace);
        Assert.True(read.Header.AsksAll);
        Assert.Single(read.Steps, step => step.Message == "Chosen" && $"{step.Fields[1].Value}" == "1");
        Assert.Equal(ExitCode.Broken, Answer.To("replay", trace).Code);
        Assert.Equal(ExitCode.Broken, Answer.To("replay", trace, "--host", "akka").Code);
        Assert.Equal(
            ExitCode.Held, Answer.To("minimize", trace, "--out", _desk.PathOf("small.vtrace")).Code);
        Assert.Contains(
            "anything may be refused", Answer.To("show", trace, "--as", "ladder").Output, StringComparison.Ordinal);
        var traces = answer.Document.GetProperty("failNth").GetProperty("points")[0].GetProperty("traces");
        Assert.Contains(trace, traces.EnumerateArray().Select(one => one.GetString()));
    }

    [Fact]
    public void Each_allocation_of_a_race_file_is_a_point()
    {
        var race = _desk.Write(
            "two.race",
            "struct obj { int v; };",
            "CPU0 {",
            "	struct obj *o = kzalloc(sizeof(*o), GFP_KERNEL);",
            "	if (o) { o->v = 1; kfree(o); }",
            "	struct obj *p = kzalloc(sizeof(*p), GFP_KERNEL);",
            "	p->v = 1;",
            "	kfree(p);",
            "}");
        var answer = Explored(race, "--json");
        Assert.Equal(ExitCode.Broken, answer.Code);
        var failNth = answer.Document.GetProperty("failNth");
        Assert.Equal("held", failNth.GetProperty("unrefused").GetProperty("verdict").GetString());
        Assert.Equal(
            ["memory in line 3: held", "memory in line 5: broken"],
            failNth.GetProperty("points").EnumerateArray().Select(point =>
                $"{point.GetProperty("point").GetProperty("what")}: {point.GetProperty("verdict")}"));
    }

    [Fact]
    public void So_is_each_number_and_each_entry()
    {
        var race = _desk.Write(
            "add.race",
            "DEFINE_IDA(ids); struct xarray all; struct obj { int v; } one; int n, id;",
            "CPU0 {",
            "	n = ida_alloc(&ids, GFP_KERNEL);",
            "	if (n >= 0 && !xa_err(xa_store(&all, 1, &one, GFP_KERNEL)))",
            "		ida_free(&ids, n);",
            "}",
            "finally(!ida_exists(&ids, 0));");
        var answer = Explored(race, "--json");
        Assert.Equal(ExitCode.Broken, answer.Code);
        var failNth = answer.Document.GetProperty("failNth");
        Assert.Equal(
            ["ida_alloc in line 3, ENOMEM: held", "xa_store in line 4, ENOMEM: broken"],
            failNth.GetProperty("points").EnumerateArray().Select(Told));

        static string Told(JsonElement point)
        {
            var at = point.GetProperty("point");
            return $"{at.GetProperty("function")} {at.GetProperty("what").GetString()![7..]}, "
                + $"{at.GetProperty("error")}: {point.GetProperty("verdict")}";
        }
    }

    [Fact]
    public void Where_nothing_may_be_refused_nothing_is_held()
    {
        var answer = Explored("aux-one-owner", "--json");
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        Assert.Equal(
            "no run asks for anything that may be refused, so nothing was",
            answer.Document.GetProperty("verdictReason").GetString());
    }

    [Fact]
    public void A_search_that_is_cut_short_is_inconclusive()
    {
        var answer = Explored("aux-attach-detach", "--strategy", "dfs", "--runs", "3", "--json");
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        Assert.False(answer.Document.GetProperty("complete").GetBoolean());
        Assert.All(
            answer.Document.GetProperty("failNth").GetProperty("points").EnumerateArray(),
            point => Assert.Equal("inconclusive", point.GetProperty("verdict").GetString()));
    }

    [Theory]
    [InlineData("--symmetry", "--fail-nth refuses something to one client: with --symmetry all would be equal")]
    [InlineData("--delivery bag --strategy dpor", "--strategy dpor cannot be used here")]
    [InlineData("--fail-nth 3", "3")]
    public void What_it_does_not_go_with_is_refused_in_a_line(string words, string complaint)
    {
        var answer = Explored(["aux-attach-detach", .. words.Split(' ')]);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains(complaint, answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Who_ends_it_gets_what_is_known()
    {
        using CancellationTokenSource ended = new();
        ended.Cancel();
        var answer = Answer.To(
            ended.Token, "explore", "aux-attach-detach", "--fail-nth", "--json", "--out", _desk.Folder);
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        Assert.Equal("inconclusive", answer.Document.GetProperty("verdict").GetString());
    }

    public void Dispose() => _desk.Dispose();

    private Answer Explored(params string[] words) =>
        Answer.To(["explore", words[0], "--fail-nth", "--out", _desk.Folder, .. words[1..]]);
}
