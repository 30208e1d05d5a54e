using VfioActors.Cli.Terminals;
using VfioActors.Tracing;

namespace VfioActors.Cli.Tests;

/// <summary>What was found comes out, with the code of the verdict, whatever fails afterwards.</summary>
public sealed class LostTests : IDisposable
{
    private const string Full = FullDeviceFactAttribute.Device;
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Theory]
    [InlineData(1, "the search ended early: BrittleBalance could not be judged: InvalidOperationException: the ledger")]
    [InlineData(6, "BrittleBalance could not be made small: BrittleBalance could not be judged: InvalidOperation")]
    public void A_property_that_throws_takes_nothing_of_what_was_found(int looks, string complaint)
    {
        var answer = Brittle("explore", looks);
        Assert.Equal(ExitCode.Broken, answer.Code);
        Assert.Contains("verdict     broken: BrittleBalance, in ", answer.Output, StringComparison.Ordinal);
        Assert.Contains("8 steps, as found and not made small", answer.Output, StringComparison.Ordinal);
        Assert.Contains("client1  DEPOSIT(5)", answer.Output, StringComparison.Ordinal);
        Assert.Contains("but       the balance is 5, and 10 was deposited", answer.Output, StringComparison.Ordinal);
        Assert.Contains(complaint, answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
        var trace = Directory.GetFiles(_desk.Folder, "*.vtrace").Single();
        Assert.Equal(ExitCode.Broken, Answer.To("replay", trace, "--assembly", Desk.UsersAssembly).Code);
    }

    [Fact]
    public void Programs_are_told_what_failed_beside_what_was_found()
    {
        var found = Brittle("explore", 6, "--json").Document;
        Assert.Equal("broken", found.GetProperty("verdict").GetString());
        Assert.Equal(1, found.GetProperty("failures").GetArrayLength());
        Assert.Single(found.GetProperty("problems").EnumerateArray());
    }

    [Fact]
    public void A_property_that_throws_before_anything_is_found_leaves_it_open()
    {
        var answer = Brittle("explore", 0);
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        Assert.Contains(
            "verdict     inconclusive: BrittleBalance could not be judged:", answer.Output, StringComparison.Ordinal);
        Assert.Contains("the ledger is closed", answer.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void A_museum_goes_on_whatever_a_row_throws()
    {
        var answer = Answer.To(
            "museum", "--assembly", Desk.UsersAssembly, "--out", _desk.Folder, "--defect", "BANK-01", "--defect",
            "BANK-02", "--json");
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        Assert.Equal([true, true], answer.Lines.Select(row => row.GetProperty("found").GetBoolean()).Order());
        Assert.Contains("BANK-02 in bank-brittle: ", answer.Error, StringComparison.Ordinal);
        Assert.Contains("BrittleBalance could not be", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_takes_nothing_of_what_was_found()
    {
        const int TooLong = 300;
        var answer = Answer.To(
            "explore", "bank-deposits", "--assembly", Desk.UsersAssembly, "--defect", "BANK-01", "--out",
            _desk.PathOf(new string('x', TooLong)));
        Assert.Equal(ExitCode.Broken, answer.Code);
        Assert.Contains("! client1: Reply(5)", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("replay    ", answer.Output, StringComparison.Ordinal);
        Assert.StartsWith("vfioactors: a trace is not written: ", answer.Error, StringComparison.Ordinal);
        Assert.Equal(answer.Error.Length - Environment.NewLine.Length, answer.Error.IndexOf('\n'));
    }

    [Theory]
    [InlineData(ExitCode.Broken, "explore", "aux-attach-detach", "--defect", "AUX-03")]
    [InlineData(ExitCode.Held, "explore", "aux-attach-detach")]
    [InlineData(ExitCode.Inconclusive, "explore", "aux-attach-detach", "--runs", "1")]
    [InlineData(ExitCode.Held, "museum", "--defect", "AUX-03")]
    [InlineData(ExitCode.Held, "storm", "--clients", "8", "--operations", "20")]
    [InlineData(ExitCode.Held, "judge", "--programs", "3")]
    [InlineData(
        ExitCode.Inconclusive, "judge", "--programs", "0", "--scenario", "aux-attach-detach", "--orders", "1")]
    [InlineData(ExitCode.Held, "fuzz-region", "--accesses", "100")]
    public void A_full_disk_below_the_output_leaves_the_code_of_the_verdict(int code, params string[] words)
    {
        using StringWriter error = new();
        using StreamWriter full = new(new FullDisk()) { AutoFlush = true };
        string[] to = words[0] is "judge" or "fuzz-region" ? [] : ["--out", _desk.Folder];
        Assert.Equal(code, EntryPoint.Run([.. words, .. to], new(full, error)));
        Assert.Equal(
            $"vfioactors: the output could not be written: the disk is full{Environment.NewLine}", error.ToString());
        Assert.Equal(code, EntryPoint.Run([.. words, .. to, "--json"], new(full, full)));
    }

    [Fact]
    public void Where_even_complaints_cannot_be_written_there_is_a_code()
    {
        using StreamWriter full = new(new FullDisk()) { AutoFlush = true };
        Assert.Equal(ExitCode.Usage, EntryPoint.Run(["explore"], new(full, full)));
        Assert.Equal(ExitCode.Usage, EntryPoint.Run(["list", "scenarios"], new(full, full)));
    }

    [Fact]
    public void Whoever_ends_it_when_the_verdict_is_known_gets_the_failures_as_found()
    {
        using CancellationTokenSource end = new();
        using EndingWriter output = new("verdict", end.Cancel);
        string[] words = ["explore", "aux-attach-detach", "--profile", "POSTED", "--out", _desk.Folder];
        var code = EntryPoint.Run(words, new(output, TextWriter.Null) { Cancellation = end.Token });
        Assert.Equal(ExitCode.Broken, code);
        Assert.Contains("as found and not made small", output.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(_desk.Folder, "*.vtrace"));
        Assert.Empty(Directory.GetFiles(_desk.Folder, "*.tmp"));
    }

    [Theory]
    [InlineData("t.vtrace", "t.vtrace")]
    [InlineData("t.vtrace", "./x/../t.vtrace")]
    [InlineData("t.vtrace", "link")]
    [InlineData("t.vtrace", "hard")]
    [InlineData("t.vtrace.gz", "t.vtrace.gz")]
    [InlineData("t.vtrace.gz", "hard")]
    public void A_trace_is_not_overwritten_by_its_ladder(string name, string to)
    {
        var trace = _desk.PathOf(name);
        TraceWriter.WriteFile(trace, TraceReader.ReadFile(_desk.BankTrace()));
        Directory.CreateDirectory(_desk.PathOf("x"));
        File.CreateSymbolicLink(_desk.PathOf("link"), trace);
        HardLink(trace, _desk.PathOf("hard"));
        var bytes = File.ReadAllBytes(trace);
        var shown = Answer.To("show", trace, "--out", _desk.PathOf(to));
        Assert.Equal(ExitCode.Usage, shown.Code);
        Assert.Contains("is a trace, which would be lost", shown.Error, StringComparison.Ordinal);
        var small = Answer.To("minimize", trace, "--assembly", Desk.UsersAssembly, "--out", _desk.PathOf(to));
        Assert.Equal(ExitCode.Usage, small.Code);
        Assert.Contains("is to be minimized: choose another name", small.Error, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(trace));
        Assert.Equal(bytes, File.ReadAllBytes(_desk.PathOf("hard")));
    }

    [Fact]
    public void Different_traces_of_one_name_stay_both()
    {
        string[] words = ["--json", "--delivery"];
        string[] orders = ["causal", "pair", "causal", "pair"];
        var traces = orders.Select(order => _desk.ExploreBank([.. words, order]).Document.GetProperty("failures")[0]
            .GetProperty("trace").GetString()!).ToList();
        Assert.Equal(traces[..2], traces[2..]);
        Assert.Equal(orders[..2], traces[..2].Select(trace => TraceReader.ReadFile(trace).Header.Delivery));
        Assert.Equal(2, Directory.GetFiles(_desk.Folder).Length);
    }

    [Fact]
    public void Many_that_write_to_one_folder_lose_nothing()
    {
        string[] orders = ["causal", "pair", "mailbox"];
        var traces = Enumerable.Range(0, 12).AsParallel().WithDegreeOfParallelism(12).Select(at =>
        {
            var order = orders[at % orders.Length];
            var failure = _desk.ExploreBank("--json", "--delivery", order).Document.GetProperty("failures")[0];
            return (order, TraceReader.ReadFile(failure.GetProperty("trace").GetString()!).Header.Delivery);
        });
        Assert.All(traces, pair => Assert.Equal(pair.order, pair.Delivery));
        Assert.Equal(orders.Length, Directory.GetFiles(_desk.Folder).Length);
    }

    [FullDeviceFact]
    public void A_page_that_cannot_be_written_takes_nothing_of_the_storm()
    {
        var answer = Answer.To("storm", "--clients", "8", "--operations", "20", "--html", Full);
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Contains("verdict     held: nothing is broken", answer.Output, StringComparison.Ordinal);
        Assert.StartsWith("vfioactors: the page is not written: /dev/full", answer.Error, StringComparison.Ordinal);
        Assert.True(Path.Exists(Full));
    }

    [FullDeviceFact]
    public void A_storm_whose_recording_cannot_begin_is_refused_before_its_heading()
    {
        foreach (var nodes in (string[][])[[], ["--nodes", "2"]])
        {
            var answer = Answer.To(["storm", "--clients", "8", "--operations", "20", "--record", Full, .. nodes]);
            Assert.Equal(ExitCode.Usage, answer.Code);
            Assert.Empty(answer.Output);
            Assert.StartsWith("vfioactors: /dev/full: is a device", answer.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_storm_neither_replaces_a_trace_by_its_page_nor_by_its_recording()
    {
        var trace = _desk.BankTrace();
        foreach (var flag in new[] { "--html", "--record" })
        {
            var answer = Answer.To("storm", "--clients", "8", "--operations", "20", flag, trace);
            Assert.Equal(ExitCode.Usage, answer.Code);
            Assert.Contains("is a trace, which would be lost", answer.Error, StringComparison.Ordinal);
        }

        Assert.True(TraceReader.IsTrace(trace));
    }

    [Fact]
    public void A_pipe_is_refused_where_a_file_is_to_be_put_and_not_waited_for()
    {
        var pipe = Path.Combine(_desk.Folder, "pipe");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe])) { made.WaitForExit(); }
        var trace = _desk.BankTrace();
        foreach (string[] words in new string[][]
        {
            ["show", trace, "--out", pipe],
            ["minimize", trace, "--assembly", Desk.UsersAssembly, "--out", pipe],
            ["explore", "aux-attach-detach", "--sarif", pipe],
            ["explore", "aux-attach-detach", "--checkpoint", pipe],
            ["storm", "--clients", "8", "--operations", "20", "--record", pipe],
        })
        {
            var answer = Answer.To(words);
            Assert.Equal(ExitCode.Usage, answer.Code);
            Assert.Equal($"vfioactors: {pipe} is a pipe, and a file is expected\n", answer.Error);
        }
    }

    private static void HardLink(string from, string to)
    {
        using var link = System.Diagnostics.Process.Start("ln", [from, to]);
        link.WaitForExit();
    }

    private Answer Brittle(string command, int looks, params string[] more) => Answer.To(
        [command, "bank-brittle", "--assembly", Desk.UsersAssembly, "--defect", "BANK-02", "--param", $"looks={looks}",
            "--out", _desk.Folder, .. more]);
}
