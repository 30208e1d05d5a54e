using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Tests;

public sealed class ShowTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Theory]
    [InlineData("ladder", "client0  DEPOSIT(5)")]
    [InlineData("text", "Account.Store")]
    [InlineData("json", "{\"header\":{")]
    [InlineData("mermaid", "sequenceDiagram")]
    public void A_trace_is_shown_in_each_form(string form, string expected)
    {
        var trace = _desk.BankTrace();
        var answer = Answer.To("show", trace, "--as", form);
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Empty(answer.Error);
        Assert.Contains(expected, answer.Output, StringComparison.Ordinal);
        var file = _desk.PathOf("shown");
        var written = Answer.To("show", trace, "--as", form, "--out", file);
        Assert.Equal(ExitCode.Held, written.Code);
        Assert.Equal("", written.Output);
        Assert.Equal(answer.Output, File.ReadAllText(file));
        Assert.Equal(2, Directory.GetFiles(_desk.Folder).Length);
    }

    [Fact]
    public void A_defect_that_was_not_on_is_not_blamed()
    {
        var lines = File.ReadAllLines(_desk.BankTrace());
        lines[0] = lines[0].Replace("\"defects\":[\"BANK-01\"]", "\"defects\":[]", StringComparison.Ordinal);
        var header = lines[0][..lines[0].IndexOf("\"violation\"", StringComparison.Ordinal)];
        var violation = lines[0][header.Length..]
            .Replace("\"defects\":[]", "\"defects\":[\"BANK-01\"]", StringComparison.Ordinal);
        var path = _desk.PathOf("blaming.vtrace");
        File.WriteAllLines(path, [header + violation, .. lines[1..]]);
        var answer = Answer.To("show", path);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Equal(
            $"vfioactors: {path}: its header blames BANK-01, which is not among its defects", answer.Error.TrimEnd());
    }

    [Theory]
    [InlineData("ladder", "recorded  ")]
    [InlineData("text", "recorded  ")]
    [InlineData("mermaid", "%% recorded  ")]
    public void What_a_trace_says_of_itself_is_told_as_its_own_words(string form, string lead)
    {
        var answer = Answer.To("show", _desk.BankTrace(), "--as", form);
        var lines = answer.Output.TrimEnd().Split('\n');
        var at = Array.FindIndex(lines, line => line.StartsWith(lead, StringComparison.Ordinal));
        Assert.True(at > 0, answer.Output);
        Assert.Equal(
            "what broke, why, and what each step did are the words of the trace; replay checks them",
            string.Join(' ', lines[at..].Select(line => line.TrimStart('%', ' ')))[10..]);
    }

    [Fact]
    public void A_trace_as_json_is_what_it_was()
    {
        var answer = Answer.To("show", _desk.BankTrace(), "--as", "json");
        Assert.DoesNotContain("replay checks them", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ladder_is_what_is_shown_when_nothing_is_said()
    {
        var trace = _desk.BankTrace();
        var ladder = Answer.To("show", trace, "--as", "ladder");
        Assert.Equal(ladder, Answer.To("show", trace));
        Assert.All(ladder.Output.Split('\n'), line => Assert.True(line.Length <= 78, line));
    }

    [Fact]
    public void Programs_get_one_document_whatever_the_form()
    {
        var trace = _desk.BankTrace();
        var plain = Answer.To("show", trace, "--json").Document;
        Assert.Equal("bank-deposits", plain.GetProperty("header").GetProperty("scenario").GetString());
        var ladder = Answer.To("show", trace, "--json", "--as", "ladder").Document;
        Assert.Contains("client0", ladder.GetProperty("text").GetString(), StringComparison.Ordinal);
        var written = Answer.To("show", trace, "--json", "--as", "mermaid", "--out", _desk.PathOf("m")).Document;
        Assert.Equal("mermaid", written.GetProperty("as").GetString());
    }

    [Fact]
    public void Where_the_system_refuses_the_name_that_was_given_is_told()
    {
        var name = new string('n', 300);
        var answer = Answer.To("show", _desk.BankTrace(), "--out", _desk.PathOf(name));
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains(name, answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", answer.Error, StringComparison.Ordinal);
        Assert.Single(answer.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("nowhere/file", "its folder does not exist")]
    [InlineData("", "is a directory, and a file is expected")]
    public void Where_nothing_can_be_written_is_said(string name, string complaint)
    {
        var answer = Answer.To("show", _desk.BankTrace(), "--out", _desk.PathOf(name));
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains(complaint, answer.Error, StringComparison.Ordinal);
    }
}
