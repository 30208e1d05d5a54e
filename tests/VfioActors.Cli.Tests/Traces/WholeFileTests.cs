using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Tests.Traces;

/// <summary>What took work is not replaced by what a command writes: a question, a kept search.</summary>
public sealed class WholeFileTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Theory]
    [InlineData("q.race", "--sarif", "a race file")]
    [InlineData("q.race", "--junit", "a race file")]
    [InlineData("other.race", "--sarif", "a race file")]
    [InlineData("some.litmus", "--junit", "a litmus file")]
    [InlineData("kept.vcheck", "--sarif", "a search that is kept")]
    public void A_report_replaces_nothing_that_took_work(string name, string flag, string what)
    {
        Assert.Equal(ExitCode.Held, Answer.To("new", "race", _desk.PathOf("q")).Code);
        if (name != "q.race") { _desk.Write(name, name == "kept.vcheck" ? "vfioactors-checkpoint 2" : "text"); }
        var before = File.ReadAllBytes(_desk.PathOf(name));
        var answer = Answer.To("check", _desk.PathOf("q.race"), flag, _desk.PathOf(name), "--out", _desk.Folder);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Equal(
            $"vfioactors: {_desk.PathOf(name)} is {what}, which would be lost: choose another name, or remove it\n",
            answer.Error);
        Assert.Equal(before, File.ReadAllBytes(_desk.PathOf(name)));
    }

    [Theory]
    [InlineData("q.txt", "q.txt")]
    [InlineData("q.txt", "./q.txt")]
    public void A_report_does_not_replace_what_is_read(string read, string written)
    {
        Assert.Equal(ExitCode.Held, Answer.To("new", "race", _desk.PathOf("q")).Code);
        File.Move(_desk.PathOf("q.race"), _desk.PathOf(read));
        var to = Path.Combine(_desk.Folder, written);
        foreach (var flag in new[] { "--sarif", "--junit" })
        {
            var answer = Answer.To("check", _desk.PathOf(read), flag, to, "--out", _desk.Folder);
            Assert.Equal(ExitCode.Usage, answer.Code);
            Assert.Equal($"vfioactors: {flag}: {to} is what is read, choose another name\n", answer.Error);
        }
    }

    [Fact]
    public void Neither_a_drawing_nor_a_page_nor_a_smaller_trace_replaces_a_search_that_is_kept()
    {
        var trace = _desk.BankTrace();
        var kept = _desk.Write("kept.vcheck", "vfioactors-checkpoint 2");
        string[][] commands =
        [
            ["show", trace, "--out", kept],
            ["minimize", trace, "--assembly", Desk.UsersAssembly, "--out", kept],
            ["storm", "--clients", "2", "--operations", "2", "--html", kept],
            ["storm", "--clients", "2", "--operations", "2", "--record", kept],
        ];
        foreach (var command in commands)
        {
            var answer = Answer.To(command);
            Assert.Equal(ExitCode.Usage, answer.Code);
            Assert.Contains("is a search that is kept, which would be lost", answer.Error, StringComparison.Ordinal);
            Assert.Equal("vfioactors-checkpoint 2\n", File.ReadAllText(kept));
        }
    }

    [FullDeviceFact]
    public void A_full_device_is_named_once()
    {
        var answer = Answer.To(
            "minimize", _desk.BankTrace(), "--assembly", Desk.UsersAssembly, "--out", FullDeviceFactAttribute.Device);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Equal("vfioactors: /dev/full: cannot be written: No space left on device\n", answer.Error);
    }
}
