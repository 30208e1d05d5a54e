using System.Text.Json;
using System.Xml.Linq;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Tests.Explorations;

/// <summary>Why a verdict is inconclusive, or says nothing of some claims, is the same for whoever reads it.</summary>
public sealed class VerdictReasonTests : IDisposable
{
    private const string OutOfBudget = "the budget ran out; nothing is broken so far";
    private const string EndedEarly = "ended early; nothing is broken so far";

    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void People_programs_and_ci_are_told_of_a_budget_that_ran_out()
    {
        var junit = _desk.PathOf("a.xml");
        string[] bounded = ["explore", "aux-attach-detach", "--strategy", "dpor", "--runs", "10"];
        var page = Answer.To(bounded);
        Assert.Equal(ExitCode.Inconclusive, page.Code);
        Assert.Contains($"verdict     inconclusive: {OutOfBudget}", page.Output, StringComparison.Ordinal);
        Assert.Equal(OutOfBudget, ReasonIn(Answer.To([.. bounded, "--json", "--junit", junit]).Document));
        Assert.All(CasesIn(junit), one => Assert.Equal(OutOfBudget, SkippedBy(one)));
    }

    [Fact]
    public void Nobody_is_told_of_a_budget_when_somebody_ended_it()
    {
        using CancellationTokenSource ended = new();
        ended.Cancel();
        string[] search = ["explore", "aux-attach-detach", "--param", "devices=4", "--checkpoint", _desk.PathOf("a")];
        Assert.Equal(EndedEarly, ReasonIn(Answer.To(ended.Token, [.. search, "--json"]).Document));
        const string Turns = "{ a = 1; b = a; c = b; a = c + 1; b = a + 1; c = b + 1; }";
        var file = _desk.Write(
            "long.race", "int a, b, c;", $"CPU0 {Turns}", $"CPU1 {Turns}", $"CPU2 {Turns}", "finally(a >= 0);");
        string[] check = ["check", file, "--strategy", "dfs", "--out", _desk.Folder];
        Assert.Contains($"inconclusive: {EndedEarly}", OneLine(Answer.To(ended.Token, check)));
        Assert.Equal(EndedEarly, ReasonIn(Answer.To(ended.Token, [.. check, "--json"]).Document));
    }

    [Fact]
    public void Claims_that_no_run_broke_so_far_are_not_passed_by_a_search_that_was_ended()
    {
        var junit = _desk.PathOf("a.xml");
        string[] search = ["explore", "aux-attach-detach", "--defect", "AUX-03", "--out", _desk.Folder, "--junit", junit];
        Assert.Equal(ExitCode.Broken, Answer.To([.. search, "--strategy", "random", "--runs", "500"]).Code);
        var left = CasesIn(junit).Where(one => one.Element("failure") is null).ToList();
        Assert.NotEmpty(left);
        Assert.All(left, one => Assert.Equal(
            "not broken so far: the search did not come to its end", SkippedBy(one)));
        Assert.Equal(ExitCode.Broken, Answer.To([.. search, "--strategy", "dpor"]).Code);
        Assert.All(CasesIn(junit), one => Assert.Null(one.Element("skipped")));
    }

    [Fact]
    public void A_search_of_every_refusal_that_breaks_something_is_complete_when_each_came_to_its_end()
    {
        string[] search = ["explore", "aux-attach-detach", "--defect", "AUX-23", "--fail-nth", "--out", _desk.Folder];
        var whole = Answer.To([.. search, "--json"]);
        Assert.Equal(ExitCode.Broken, whole.Code);
        Assert.True(whole.Document.GetProperty("complete").GetBoolean());
        var part = Answer.To([.. search, "--strategy", "dpor", "--runs", "12", "--json"]);
        Assert.False(part.Document.GetProperty("complete").GetBoolean());
    }

    private static string? ReasonIn(JsonElement document)
    {
        Assert.Equal("inconclusive", document.GetProperty("verdict").GetString());
        return document.GetProperty("verdictReason").GetString();
    }

    private static string OneLine(Answer answer) => string.Join(
        ' ', answer.Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static List<XElement> CasesIn(string junit) => [.. XDocument.Load(junit).Descendants("testcase")];

    private static string? SkippedBy(XElement one) => one.Element("skipped")?.Attribute("message")?.Value;
}
