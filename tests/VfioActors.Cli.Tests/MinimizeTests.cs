using VfioActors.Cli.Terminals;
using VfioActors.Testing;
using VfioActors.Tracing;

namespace VfioActors.Cli.Tests;

public sealed class MinimizeTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void The_smallest_trace_is_written_beside_and_still_breaks()
    {
        var answer = Answer.To("minimize", _desk.BankTrace(), "--assembly", Desk.UsersAssembly, "--json");
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.Empty(answer.Error);
        var found = answer.Document;
        Assert.Equal("NoLostDeposit", found.GetProperty("property").GetString());
        var to = _desk.PathOf("bank-deposits-nolostdeposit-bank-01.minimal.vtrace");
        Assert.Equal(to, found.GetProperty("trace").GetString());
        var replay = found.GetProperty("replay").GetString()![(Invocation.Again.Length + 1)..];
        Assert.Equal(ExitCode.Broken, Answer.To(replay.Split(' ')).Code);
    }

    [Fact]
    public void People_see_the_ladder()
    {
        var to = _desk.PathOf("small.vtrace.gz");
        var answer = Answer.To("minimize", _desk.BankTrace(), "--assembly", Desk.UsersAssembly, "--out", to);
        Assert.Equal(ExitCode.Held, answer.Code);
        Assert.NotEmpty(TraceReader.ReadFile(to).Steps);
        Golden.Verify("", _desk.Plain(answer.Output));
    }

    [Fact]
    public void A_trace_that_breaks_nothing_is_refused()
    {
        var whole = TraceReader.ReadFile(_desk.BankTrace());
        var header = whole.Header with { Violation = null };
        TraceWriter.WriteFile(_desk.PathOf("whole.vtrace"), new(header, [.. whole.Steps.Take(2)]));
        var answer = Answer.To("minimize", _desk.PathOf("whole.vtrace"), "--assembly", Desk.UsersAssembly);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("the trace breaks no property", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whoever_ends_it_gets_the_smallest_trace_so_far(bool isRead)
    {
        var trace = _desk.BankTrace();
        var to = _desk.PathOf("early.vtrace");
        string[] words = ["minimize", trace, "--assembly", Desk.UsersAssembly, "--out", to];
        var answer = Answer.To(new CancellationToken(canceled: true), isRead ? words : [.. words, "--json"]);
        Assert.Equal(ExitCode.Inconclusive, answer.Code);
        Assert.Empty(answer.Error);
        if (isRead)
        {
            Assert.Contains("minimizing was ended early", answer.Output, StringComparison.Ordinal);
            Assert.Contains("but       the balance is", answer.Output, StringComparison.Ordinal);
        }
        else { Assert.True(answer.Document.GetProperty("isEndedEarly").GetBoolean()); }

        Assert.Equal(ExitCode.Broken, Answer.To("replay", to, "--assembly", Desk.UsersAssembly).Code);
    }

    [Fact]
    public void A_copy_is_said_to_be_one_and_stays()
    {
        var trace = _desk.BankTrace();
        var copy = _desk.PathOf("copy.vtrace");
        File.Copy(trace, copy);
        var answer = Answer.To("minimize", trace, "--assembly", Desk.UsersAssembly, "--out", copy);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains(
            $"{copy} holds the same as {trace}, which is to be minimized", answer.Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(trace), File.ReadAllBytes(copy));
    }

    [Theory]
    [InlineData("60", ExitCode.Held)]
    [InlineData("0", ExitCode.Usage)]
    [InlineData("soon", ExitCode.Usage)]
    public void It_may_take_so_long_and_no_longer(string seconds, int code)
    {
        var answer = Answer.To(
            "minimize", _desk.BankTrace(), "--assembly", Desk.UsersAssembly, "--time", seconds, "--json");
        Assert.Equal(code, answer.Code);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_refused()
    {
        var to = _desk.PathOf("nowhere/small.vtrace");
        var answer = Answer.To("minimize", _desk.BankTrace(), "--assembly", Desk.UsersAssembly, "--out", to);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("its folder does not exist", answer.Error, StringComparison.Ordinal);
    }
}
