using System.Text.Json;
using System.Xml.Linq;
using VfioActors.Cli.Terminals;
using VfioActors.Testing;

namespace VfioActors.Cli.Tests;

public sealed class MuseumTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_defect_is_found_when_on_and_clean_when_off()
    {
        var answer = Visit("--seed-system", "bank", "--json");
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Empty(answer.Error);
        var row = Assert.Single(answer.Lines);
        Assert.Equal(
            [
                "id", "scenario", "found", "runs", "seconds", "minimalSteps", "property", "fixedComplete", "fixedRuns",
                "fixedVerdict", "fixedSeconds", "trace", "replay", "problem", "name",
            ],
            row.EnumerateObject().Select(one => one.Name));
        Assert.Equal("BANK-01", row.GetProperty("id").GetString());
        Assert.True(row.GetProperty("found").GetBoolean());
        Assert.True(row.GetProperty("fixedComplete").GetBoolean());
        Assert.Equal("held", row.GetProperty("fixedVerdict").GetString());
        var replay = Answer.To("replay", row.GetProperty("trace").GetString()!, "--assembly", Desk.UsersAssembly);
        Assert.Equal(ExitCode.Broken, replay.Code);
    }

    [Fact]
    public void People_see_a_row_each() => Golden.Verify("", _desk.Plain(Visit("--system", "bank").Output));

    [Theory]
    [InlineData(60, false)]
    [InlineData(80, true)]
    [InlineData(160, true)]
    public void The_name_of_a_bug_is_in_its_row_where_there_is_room_for_it(int width, bool isThere)
    {
        var name = Assert.Single(Visit("--defect", "T1-10", "--json").Lines).GetProperty("name").GetString()!;
        using StringWriter output = new();
        EntryPoint.Run(
            ["museum", "--defect", "T1-10", "--out", _desk.Folder],
            new(output, TextWriter.Null) { OutputWidth = width });
        Assert.Equal(isThere, output.ToString().Contains($" {name} ", StringComparison.Ordinal));
        Assert.Equal(isThere, output.ToString().Contains(" bug ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_for_each_defect_that_has_a_switch()
    {
        var answer = Visit("--defect", "aux-03", "--defect", "AUX-10", "--defect", "AUX-02", "--json");
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Equal(["AUX-03", "AUX-10"], answer.Lines.Select(row => row.GetProperty("id").GetString()));
        Assert.StartsWith("AUX-02 has no runtime trigger: ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_defect_without_a_switch_is_no_reproach_and_no_proof()
    {
        var answer = Visit("--defect", "AUX-30");
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        Assert.Equal("AUX-30  no runtime trigger: History: there is nothing to run.\n", answer.Output);
    }

    [Fact]
    public void Whoever_ends_it_early_gets_the_rows_so_far()
    {
        using CancellationTokenSource ended = new();
        ended.Cancel();
        var answer = Answer.To(ended.Token, "museum", "--out", _desk.Folder, "--json");
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        Assert.All(answer.Lines, row => Assert.Equal(JsonValueKind.Object, row.ValueKind));
    }

    [Fact]
    public void Ci_gets_a_case_for_each_row()
    {
        var (answer, suite, sarif) = VisitForCi("--system", "bank");
        Assert.Equal(ExitCode.Held, answer.Code);
        var row = Assert.Single(suite.Elements("testcase"));
        Assert.Equal("BANK-01 in bank-deposits: NoLostDeposit", row.Attribute("name")!.Value);
        Assert.Empty(row.Elements());
        Assert.Equal(new(Tests: "1", Failures: "0", Skipped: "0"), CountsOf(suite));
        Assert.Empty(sarif.EnumerateArray());
    }

    [Fact]
    public void Ci_fails_where_a_search_is_not_clean()
    {
        var (answer, suite, sarif) = VisitForCi("--defect", "BANK-01", "--defect", "BANK-02");
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        Assert.Equal(new(Tests: "2", Failures: "1", Skipped: "0"), CountsOf(suite));
        var failed = suite.Elements("testcase").Single(row => row.Element("failure") is not null);
        Assert.StartsWith("BANK-02 in bank-brittle: ", failed.Attribute("name")!.Value, StringComparison.Ordinal);
        var message = failed.Element("failure")!.Attribute("message")!.Value;
        Assert.Matches("^inconclusive with its switch off, after .*: .*BrittleBalance could not be", message);
        var result = Assert.Single(sarif.EnumerateArray());
        Assert.Equal("BANK-02", result.GetProperty("ruleId").GetString());
        Assert.Equal(message, result.GetProperty("message").GetProperty("text").GetString());
    }

    [Fact]
    public void Ci_fails_where_a_defect_is_not_found_or_its_switch_changes_nothing()
    {
        var (answer, suite, sarif) = VisitForCi("--system", "careless");
        Assert.Equal(ExitCode.Broken, answer.Code);
        Assert.Equal(new(Tests: "3", Failures: "3", Skipped: "0"), CountsOf(suite));
        string[] failures =
        [
            "BANK-03 in bank-careless: NoLostDeposit; broken with its switch off, after ",
            "BANK-04 in bank-careless: NoLostDeposit; not found with its switch on, in ",
            "BANK-05: NoLostDeposit; not found: no scenario shows it",
        ];
        Assert.All(failures.Zip(suite.Elements("testcase")), pair => Assert.StartsWith(
            pair.First,
            $"{pair.Second.Attribute("name")!.Value}; {pair.Second.Element("failure")!.Attribute("message")!.Value}",
            StringComparison.Ordinal));
        Assert.Equal(
            ["BANK-03", "BANK-04", "BANK-05"],
            sarif.EnumerateArray().Select(result => result.GetProperty("ruleId").GetString()));
    }

    [Fact]
    public void What_the_tour_was_ended_before_is_skipped_and_not_passed()
    {
        using CancellationTokenSource ended = new();
        ended.Cancel();
        var junit = _desk.PathOf("a.xml");
        Answer.To(ended.Token, "museum", "--defect", "AUX-03", "--out", _desk.Folder, "--junit", junit);
        Assert.Equal(new(Tests: "1", Failures: "0", Skipped: "1"), CountsOf(SuiteIn(junit)));
    }

    [Theory]
    [InlineData("--junit")]
    [InlineData("--sarif")]
    public void A_report_that_can_not_be_written_is_refused_before_any_work(string flag)
    {
        foreach (var path in new[] { _desk.Folder, _desk.PathOf("none/a.xml") })
        {
            var answer = Visit("--system", "bank", flag, path);
            Assert.Equal(ExitCode.Usage, answer.Code);
            Assert.Empty(answer.Output);
            Assert.StartsWith($"vfioactors: {path} ", answer.Error, StringComparison.Ordinal);
            Assert.Single(answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        Assert.Empty(Directory.GetFiles(_desk.Folder));
    }

    [FullDeviceFact]
    public void A_report_that_fails_later_takes_nothing_of_the_verdict()
    {
        const string Full = FullDeviceFactAttribute.Device;
        var answer = Visit("--system", "bank", "--junit", Full);
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Contains("1 of 1 defect found, 1 clean", answer.Output, StringComparison.Ordinal);
        Assert.StartsWith("vfioactors: a report is not written: /dev/full", answer.Error, StringComparison.Ordinal);
        Assert.True(Path.Exists(Full));
    }

    private static Counts CountsOf(XElement suite) => new(
        suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value, suite.Attribute("skipped")!.Value);

    private readonly record struct Counts(string Tests, string Failures, string Skipped);

    private static XElement SuiteIn(string path) => XDocument.Load(path).Root!.Element("testsuite")!;

    private (Answer Answer, XElement Suite, JsonElement Sarif) VisitForCi(params string[] more)
    {
        var (sarif, junit) = (_desk.PathOf("a.sarif"), _desk.PathOf("a.xml"));
        var answer = Visit([.. more, "--sarif", sarif, "--junit", junit]);
        var document = JsonDocument.Parse(File.ReadAllText(sarif)).RootElement;
        return (answer, SuiteIn(junit), document.GetProperty("runs")[0].GetProperty("results"));
    }

    private Answer Visit(params string[] more) =>
        Answer.To(["museum", "--assembly", Desk.UsersAssembly, "--out", _desk.Folder, .. more]);
}
