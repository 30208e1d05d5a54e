using System.Xml.Linq;
using VfioActors.Cli.Terminals;
using VfioActors.Races.Files;

namespace VfioActors.Cli.Tests;

/// <summary>A question in pseudo-C, from a new file to what is pasted into a mail.</summary>
public sealed class CheckTests : IDisposable
{
    private const StringSplitOptions Words = StringSplitOptions.RemoveEmptyEntries;

    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_new_file_is_broken_and_held_with_its_fix()
    {
        var path = _desk.PathOf("question.race");
        Assert.Equal(ExitCode.Held, Answer.To("new", "race", path).Code);
        var broken = Check(path);
        Assert.Equal(ExitCode.Broken, broken.Code);
        Assert.Contains("-> BUG: line 46: CPU0", broken.Output, StringComparison.Ordinal);
        Assert.All(broken.Output.Split('\n').Where(line => !line.StartsWith("trace", StringComparison.Ordinal)),
            line => Assert.InRange(line.Length, 0, 80));
        Assert.Equal(ExitCode.Held, Check(path, "-D", "FIX").Code);
        Assert.Equal(ExitCode.Usage, Answer.To("new", "race", path).Code);
    }

    [Fact]
    public void Variants_are_a_table_with_a_row_each()
    {
        var answer = Check(Template(), "--variants");
        Assert.Equal(ExitCode.Broken, answer.Code);
        var rows = answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches(@"^-\s+broken\s+CountsStayAbove\s+\d+$", rows[1]);
        Assert.Matches(@"^FIX\s+held", rows[2]);
    }

    /// <summary>Whoever says a switch and gets every set would take the answer for that of the switch.</summary>
    [Theory]
    [InlineData("-D", "--variants", "-D", "FIX")]
    [InlineData("--as", "--variants", "--as", "mail")]
    [InlineData("--show", "--variants", "--show", "2")]
    [InlineData("--as", "--json", "--as", "mail")]
    public void What_would_be_passed_over_is_refused(string refused, string flag, params string[] more)
    {
        var answer = Check(Template(), [flag, .. more]);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Empty(answer.Output);
        Assert.StartsWith(
            $"vfioactors: {refused} cannot be used with {flag}: ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_that_is_not_there_is_not_replaced_by_another()
    {
        var answer = Check(Template(), "--show", "99");
        Assert.Equal(ExitCode.Broken, answer.Code);
        Assert.Matches(@"(?m)^show     there is no number 99, of \d+ failures?", answer.Output);
        Assert.DoesNotContain("-> BUG", answer.Output, StringComparison.Ordinal);
    }

    /// <summary>Also where the same line has a step of its own behind it, and where there is no room beside it.</summary>
    [Fact]
    public void A_ladder_says_where_memory_was_refused()
    {
        var path = _desk.PathOf("refused.race");
        File.WriteAllLines(path,
        [
            "DEFINE_IDA(ids); struct xarray all; struct obj { int id; } one;",
            "CPU0 {",
            "	one.id = ida_alloc(&ids, GFP_KERNEL);",
            "	if (one.id >= 0 && xa_err(xa_store(&all, one.id, &one, GFP_KERNEL)))",
            "		one.id = -1;",
            "	assert(one.id >= 0);",
            "}",
        ]);
        Assert.Equal(ExitCode.Held, Check(path).Code);
        var number = Check(path, "--faults");
        Assert.Equal(ExitCode.Broken, number.Code);
        Assert.Contains(
            "one.id = ida_alloc(&ids, GFP_KERNEL); /* ida_alloc fails */", number.Output, StringComparison.Ordinal);
        File.WriteAllText(path, File.ReadAllText(path).Replace(
            "assert(one.id", "if (one.id < 0 && one.id != -ENOMEM) assert(one.id", StringComparison.Ordinal));
        var entry = string.Join(' ', Check(path, "--faults").Output.Split((char[]?)null, Words));
        Assert.Contains("GFP_KERNEL))) /* xa_store fails */ ...", entry, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_threads_are_found_when_they_are_asked_for()
    {
        var path = _desk.PathOf("equal.race");
        File.WriteAllText(path, "int x;\nCPU0 { x++; }\nCPU1 { x++; }\nCPU2 { x++; }\nfinally(x > 0);\n");
        var answer = Check(path, "--symmetry");
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Contains("all orders, up to which of equal", answer.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Matches(@"\(\d+ states?, ", answer.Output.ReplaceLineEndings(" "));
        Assert.Equal(6, Check(path, "--symmetry", "--json").Document.GetProperty("permutations").GetDouble());
        File.WriteAllText(path, "int x;\nCPU0 { x++; }\nCPU1 { x = 2; }\nfinally(x > 0);\n");
        var refused = Check(path, "--symmetry");
        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.Equal(
            $"vfioactors: --symmetry: nothing in {path} is known to be interchangeable", refused.Error.TrimEnd());
    }

    [Fact]
    public void Where_something_breaks_it_is_said_too_that_orders_stood_for_others()
    {
        const string Said = "which of equal threads is which stand for each other";
        var path = _desk.PathOf("equal.race");
        File.WriteAllText(path, "int x;\nCPU0 { x++; }\nCPU1 { x++; }\nfinally(x == 2);\n");
        var answer = Check(path, "--symmetry");
        Assert.Equal(ExitCode.Broken, answer.Code);
        Assert.Contains(Said, string.Join(' ', answer.Output.Split((char[]?)null, Words)), StringComparison.Ordinal);
        var plain = string.Join(' ', Check(path).Output.Split((char[]?)null, Words));
        Assert.DoesNotContain(Said, plain, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_of_a_file_replays_minimizes_and_shows_like_any()
    {
        Assert.Equal(ExitCode.Broken, Check(Template()).Code);
        var trace = Directory.GetFiles(_desk.Folder, "*countsstayabove*.vtrace").Single();
        Assert.Equal(ExitCode.Broken, Answer.To("replay", trace).Code);
        Assert.Equal(ExitCode.Broken, Answer.To("replay", trace, "--host", "akka").Code);
        Assert.Equal(ExitCode.Held, Answer.To("minimize", trace, "--out", _desk.PathOf("m.vtrace")).Code);
        Assert.Contains("CPU1", Answer.To("show", trace).Output, StringComparison.Ordinal);
        File.AppendAllText(Template(), "\n");
        var changed = Answer.To("replay", trace);
        Assert.Equal(ExitCode.Usage, changed.Code);
        Assert.Contains("is another text than the one that the trace is of", changed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Explore_takes_a_file_like_a_scenario()
    {
        var answer = Answer.To("explore", Template(), "--strategy", "stateful", "--out", _desk.Folder, "--json");
        Assert.Equal(ExitCode.Broken, answer.Code);
        Assert.Equal("stateful", answer.Document.GetProperty("strategy").GetString());
        Assert.Equal("pair", answer.Document.GetProperty("delivery").GetString());
    }

    [Fact]
    public void Explore_says_why_in_the_lines_of_the_file()
    {
        var answer = Answer.To("explore", Template(), "--out", _desk.Folder);
        Assert.Matches(@"why\s+line \d+ of CPU\d comes before line \d+ of CPU\d", answer.Output);
        Assert.DoesNotContain(" handles ", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WRITE_ONCE(*x, 1);", "Never", ExitCode.Broken, "1  sometimes; the file says never")]
    [InlineData("WRITE_ONCE(*x, 1);", "Sometimes", ExitCode.Held, "1  sometimes; the file says sometimes")]
    [InlineData("smp_mb();", "Never", ExitCode.Held, "1  never; the file says never")]
    [InlineData("oops(x);", "Never", ExitCode.Inconclusive, "1  refused: there is no function or primitive 'oops'")]
    public void A_folder_of_litmus_files_is_counted_and_held_against_their_comments(
        string step, string result, int code, string line)
    {
        _desk.Write("a.litmus", "C a", $"(* Result: {result} *)", "{}", $"P0(int *x) {{ {step} }}", "exists (x=1)");
        _desk.Write("b.litmus", "LISA b", "{}");
        var answer = Check(_desk.Folder);
        Assert.Equal(code, answer.Code);
        Assert.StartsWith("2 files, 1 of the C format, ", answer.Output, StringComparison.Ordinal);
        Assert.Contains(line, answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_a_file_is_said_as_a_compiler_says_it()
    {
        var path = _desk.Write("bad.race", "int x", "CPU0 {", "\tspin_lok(&l);", "}");
        var answer = Check(path);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Equal("", answer.Output);
        Assert.StartsWith(
            $"{path}:1:6: error: expected `;` at the end of the statement\n    1 | int x\n      |      ^",
            answer.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, Check(_desk.PathOf("none.race")).Code);
        Assert.Equal(ExitCode.Usage, Check(_desk.Folder).Code);
        Assert.Equal(ExitCode.Usage, Check(Template(), "-D", "FIXX").Code);
    }

    [Fact]
    public void A_loop_that_is_cut_is_inconclusive()
    {
        var path = _desk.Write(
            "loop.race", "u64 x; int stop;", "CPU0 { while (!READ_ONCE(stop)) x++; }", "CPU1 { stop = 1; }");
        var answer = Check(path);
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        var words = string.Join(' ', answer.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("the loop of line 2 was left after 8 rounds", words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_with_more_rounds_is_gone_round_to_its_end()
    {
        var path = _desk.Write("loop.race", "int x;", "CPU0 { while (x < 100) x++; }", "finally(x == 100);");
        var answer = Check(path);
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Contains("loops have any number", answer.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Inconclusive, Check(path, "--rounds", "50").Code);
        Assert.Equal(ExitCode.Held, Check(path, "--rounds", "200").Code);
    }

    [Fact]
    public void Preemptions_can_be_bounded()
    {
        var held = Check(Template(), "-D", "FIX", "--preemptions", "0");
        Assert.Equal(ExitCode.Held, held.Code);
        Assert.Contains(
            "held up to 0 preemptions: no order with at most 0 preemptions",
            held.Output.ReplaceLineEndings(" "),
            StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, Check(Template(), "--preemptions", "-1").Code);
        Assert.Equal(ExitCode.Broken, Check(Template(), "--preemptions", "2").Code);
    }

    [Fact]
    public void One_file_is_not_two_reports()
    {
        var path = _desk.PathOf("a.report");
        var answer = Check(Template(), "--sarif", path, "--junit", Path.Combine(_desk.Folder, ".", "a.report"));
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("--sarif and --junit: ", answer.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Ci_gets_sarif_and_junit()
    {
        var (sarif, junit) = (_desk.PathOf("a.sarif"), _desk.PathOf("a.xml"));
        Assert.Equal(ExitCode.Broken, Check(Template(), "--sarif", sarif, "--junit", junit).Code);
        var suite = XDocument.Load(junit).Root!.Element("testsuite")!;
        Assert.Equal("2", suite.Attribute("failures")!.Value);
        Assert.Contains("\"startLine\": 46", File.ReadAllText(sarif), StringComparison.Ordinal);
    }

    [Fact]
    public void Ci_gets_a_case_for_each_litmus_file_of_a_folder()
    {
        foreach (var (name, step, result) in new[]
        {
            ("a", "WRITE_ONCE(*x, 1);", "Never"), ("b", "smp_mb();", "Never"), ("c", "oops(x);", "Never"),
        })
        {
            _desk.Write($"{name}.litmus", $"C {name}", $"(* Result: {result} *)", "{}", $"P0(int *x) {{ {step} }}",
                "exists (x=1)");
        }

        var (sarif, junit) = (_desk.PathOf("a.sarif"), _desk.PathOf("a.xml"));
        var answer = Check(_desk.Folder, "--sarif", sarif, "--junit", junit);
        Assert.Equal(ExitCode.Broken, answer.Code);
        var suite = XDocument.Load(junit).Root!.Element("testsuite")!;
        Assert.Equal(
            ["a.litmus failure", "b.litmus ", "c.litmus skipped"],
            suite.Elements().Select(one => $"{one.Attribute("name")!.Value} {one.Elements().FirstOrDefault()?.Name}"));
        Assert.Equal("1", suite.Attribute("failures")!.Value);
        Assert.Equal("1", suite.Attribute("skipped")!.Value);
        Assert.Contains($"\"uri\": \"{_desk.PathOf("a.litmus")}\"", File.ReadAllText(sarif), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_litmus_files_gets_no_report()
    {
        var junit = _desk.PathOf("a.xml");
        Assert.Equal(ExitCode.Usage, Check(_desk.Folder, "--junit", junit).Code);
        Assert.False(File.Exists(junit));
    }

    [Theory]
    [InlineData("--variants")]
    [InlineData("--watch")]
    [InlineData("--as", "mail")]
    [InlineData("-D", "FIX")]
    [InlineData("--rounds", "3")]
    public void What_is_about_one_file_is_refused_for_a_folder(params string[] said)
    {
        _desk.Write("a.litmus", "C a", "{}", "P0(int *x) { WRITE_ONCE(*x, 1); }", "exists (x=1)");
        var answer = Check(_desk.Folder, said);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains($"{said[0]} cannot be used here: ", answer.Error, StringComparison.Ordinal);
        Assert.Equal("", answer.Output);
    }

    [Fact]
    public void A_trace_is_named_by_the_file_and_not_by_where_it_is()
    {
        Assert.True(Path.IsPathFullyQualified(Template()));
        Assert.Equal(ExitCode.Broken, Check(Template()).Code);
        var names = Directory.GetFiles(_desk.Folder, "*.vtrace").Select(Path.GetFileName).ToList();
        Assert.Contains("t-race-countsstayabove.vtrace", names);
        Assert.All(names, name => Assert.StartsWith("t-race-", name, StringComparison.Ordinal));
    }

    [Fact]
    public void A_mail_names_no_file_of_this_machine()
    {
        var answer = Check(Template(), "--as", "mail");
        Assert.DoesNotContain(".vtrace", answer.Output, StringComparison.Ordinal);
        Assert.Contains("limits   sequential consistency", answer.Output, StringComparison.Ordinal);
    }

    private string Template()
    {
        var path = _desk.PathOf("t.race");
        if (!File.Exists(path)) { File.WriteAllText(path, RaceTemplate.Text); }
        return path;
    }

    private Answer Check(string path, params string[] more) =>
        Answer.To(["check", path, "--out", _desk.Folder, .. more]);
}
